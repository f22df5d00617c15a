/// `leeway check`: reads two data sets, compares them, and gathers what the reports show.
@NullMarked
package dev.leeway.app.check;

import org.jspecify.annotations.NullMarked;
