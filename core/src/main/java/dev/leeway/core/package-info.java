/// The facade: monitoring of one classifier inside a program, in a few calls. Start at
/// [dev.leeway.core.ModelMonitor].
@NullMarked
package dev.leeway.core;

import org.jspecify.annotations.NullMarked;
