/// How good a model's answers are: mergeable counts of actual against predicted, and what is
/// derived from them.
@NullMarked
package dev.leeway.core.performance;

import org.jspecify.annotations.NullMarked;
