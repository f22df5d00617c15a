package dev.leeway.app.server.ingest;

import dev.leeway.app.server.batch.PredictionBatch;

/// Predictions that were logged by what serves a model.
///
/// @param model the model's name
/// @param received its rows
public record ModelRows(String model, Received<PredictionBatch> received) {}
