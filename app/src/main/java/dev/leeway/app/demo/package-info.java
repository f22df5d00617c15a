/// Made-up worlds in which a model drifts while one watches: half a year of a credit-scoring model,
/// checked as a user would, and the quickstart, which shows the facade.
@NullMarked
package dev.leeway.app.demo;

import org.jspecify.annotations.NullMarked;
