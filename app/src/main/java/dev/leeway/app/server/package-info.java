/// The server `leeway serve`; [dev.leeway.app.server.Server] puts its parts together.
@NullMarked
package dev.leeway.app.server;

import org.jspecify.annotations.NullMarked;
