/// What Grafana reads.
@NullMarked
package dev.leeway.app.connect.grafana;

import org.jspecify.annotations.NullMarked;
