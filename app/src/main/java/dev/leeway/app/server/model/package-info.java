/// What is monitored of each model, as its owner wrote it.
@NullMarked
package dev.leeway.app.server.model;

import org.jspecify.annotations.NullMarked;
