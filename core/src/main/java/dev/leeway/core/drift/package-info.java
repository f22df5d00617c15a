/// Drift of a window against its reference: the statistics of every column, and the rule that
/// decides.
@NullMarked
package dev.leeway.core.drift;

import org.jspecify.annotations.NullMarked;
