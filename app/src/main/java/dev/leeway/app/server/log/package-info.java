/// The write-ahead log: what is acknowledged is on disk, in order, and found again after a crash.
/// [SegmentLog] is where to start.
@NullMarked
package dev.leeway.app.server.log;

import org.jspecify.annotations.NullMarked;
