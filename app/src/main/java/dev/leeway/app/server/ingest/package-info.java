/// What scoring services send: predictions and labels in their formats become batches.
@NullMarked
package dev.leeway.app.server.ingest;

import org.jspecify.annotations.NullMarked;
