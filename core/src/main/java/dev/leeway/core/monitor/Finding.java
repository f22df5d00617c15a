package dev.leeway.core.monitor;

import dev.leeway.core.drift.Verdict;

/// What was found of one component.
///
/// @param component what was looked at
/// @param verdict drifted (for performance: got worse; for anomalies: more of them), stable, or
///   inconclusive
/// @param sentence the finding in words, or what is missing to have one
public record Finding(Component component, Verdict verdict, String sentence) {}
