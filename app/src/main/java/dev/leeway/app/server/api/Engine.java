package dev.leeway.app.server.api;

import dev.leeway.app.server.evaluate.Evaluator;
import dev.leeway.app.server.evaluate.References;
import dev.leeway.app.server.ingest.Intake;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.window.Applier;
import dev.leeway.app.server.window.Models;
import java.time.InstantSource;

/// The running parts behind the door.
///
/// @param store what is kept
/// @param log what was accepted
/// @param models what is monitored
/// @param references what windows are compared with
/// @param applier takes rows from the log into the store
/// @param intake takes rows into the log
/// @param evaluator judges windows
/// @param clock the time
public record Engine(
    Store store,
    SegmentLog log,
    Models models,
    References references,
    Applier applier,
    Intake intake,
    Evaluator evaluator,
    InstantSource clock) {}
