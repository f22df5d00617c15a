/// Concept drift: whether the label depends on the inputs in another way than it did in the
/// reference, told apart from a drift of the inputs themselves.
@NullMarked
package dev.leeway.core.concept;

import org.jspecify.annotations.NullMarked;
