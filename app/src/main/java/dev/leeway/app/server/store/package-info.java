/// What the server keeps: models, rows, labels, windows, findings and the state of detectors, in
/// one embedded database. All SQL is here.
@NullMarked
package dev.leeway.app.server.store;

import org.jspecify.annotations.NullMarked;
