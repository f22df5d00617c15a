/// The server's door: HTTP, who may do what, and what each path answers.
@NullMarked
package dev.leeway.app.server.api;

import org.jspecify.annotations.NullMarked;
