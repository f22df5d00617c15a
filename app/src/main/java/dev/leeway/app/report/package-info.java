/// From findings to what people and programs read: terminal, HTML, JSON.
@NullMarked
package dev.leeway.app.report;

import org.jspecify.annotations.NullMarked;
