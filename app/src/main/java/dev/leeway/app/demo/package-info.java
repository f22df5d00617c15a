/// The quickstart: a small world in which a model drifts while one watches.
@NullMarked
package dev.leeway.app.demo;

import org.jspecify.annotations.NullMarked;
