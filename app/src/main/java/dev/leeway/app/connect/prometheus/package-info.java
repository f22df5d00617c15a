/// What Prometheus reads.
@NullMarked
package dev.leeway.app.connect.prometheus;

import org.jspecify.annotations.NullMarked;
