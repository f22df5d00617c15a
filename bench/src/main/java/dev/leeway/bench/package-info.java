/// Benchmarks and simulations; each is a name for `./dev bench`.
@NullMarked
package dev.leeway.bench;

import org.jspecify.annotations.NullMarked;
