/// Predictions and labels by column, as they travel from ingest through the log into the store.
@NullMarked
package dev.leeway.app.server.batch;

import org.jspecify.annotations.NullMarked;
