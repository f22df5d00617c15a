/// From what a check found to what people and programs read: JSON, terminal, HTML.
@NullMarked
package dev.leeway.app.report;

import org.jspecify.annotations.NullMarked;
