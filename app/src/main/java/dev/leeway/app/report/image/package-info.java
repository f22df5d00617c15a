/// What a check found as a picture.
@NullMarked
package dev.leeway.app.report.image;

import org.jspecify.annotations.NullMarked;
