/// Reading data sets: files in, columns out.
@NullMarked
package dev.leeway.app.table;

import org.jspecify.annotations.NullMarked;
