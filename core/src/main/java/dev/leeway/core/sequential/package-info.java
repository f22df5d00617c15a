/// Detectors that watch a stream, row by row or window by window, and tell when it changed: the
/// ones with a false-alarm budget, and the classic ones of the literature.
@NullMarked
package dev.leeway.core.sequential;

import org.jspecify.annotations.NullMarked;
