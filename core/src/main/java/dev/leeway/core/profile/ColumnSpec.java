package dev.leeway.core.profile;

/// What is known of a column before its values are counted.
///
/// @param name the column's name
/// @param kind what its values are
/// @param role what it is to the model
/// @param reason why kind and role were chosen, in words for people
public record ColumnSpec(String name, Kind kind, Role role, String reason) {}
