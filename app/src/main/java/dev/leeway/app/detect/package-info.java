/// Change detection over one column of a file, row by row.
@NullMarked
package dev.leeway.app.detect;

import org.jspecify.annotations.NullMarked;
