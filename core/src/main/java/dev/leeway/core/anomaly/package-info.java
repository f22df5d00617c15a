/// Unusual samples: rows that an isolation forest, fitted on the reference, tells apart quickly.
@NullMarked
package dev.leeway.core.anomaly;

import org.jspecify.annotations.NullMarked;
