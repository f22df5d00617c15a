/// What was asked of a monitor and what it found: all components put together for one set of rows.
@NullMarked
package dev.leeway.core.monitor;

import org.jspecify.annotations.NullMarked;
