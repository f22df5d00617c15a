/// What an operator does with a server's folder while the server is stopped: backups, exports,
/// saving what can be saved of a damaged log.
@NullMarked
package dev.leeway.app.server.keep;

import org.jspecify.annotations.NullMarked;
