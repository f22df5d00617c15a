/// Judges windows, by the code that judges files.
@NullMarked
package dev.leeway.app.server.evaluate;

import org.jspecify.annotations.NullMarked;
