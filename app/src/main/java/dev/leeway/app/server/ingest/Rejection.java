package dev.leeway.app.server.ingest;

/// Why a row of a request was not taken.
///
/// @param index the row in the request, from 0
/// @param field the field that is wrong, such as `score` or `features.income`
/// @param reason what is wrong, the value, and what was expected
public record Rejection(int index, String field, String reason) {}
