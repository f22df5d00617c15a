/// Statistical tests and distances on arrays and counts; intervals; multiple testing.
@NullMarked
package dev.leeway.core.stats;

import org.jspecify.annotations.NullMarked;
