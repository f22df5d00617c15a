package dev.leeway.core.stats;

/// What a test found.
///
/// @param statistic the test statistic
/// @param degreesOfFreedom of its distribution; not whole for Welch's test
/// @param p probability of a statistic at least as extreme without a difference
public record TestResult(double statistic, double degreesOfFreedom, PValue p) {}
