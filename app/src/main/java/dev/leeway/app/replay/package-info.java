/// Sends a user's own history to a server, in the order of time.
@NullMarked
package dev.leeway.app.replay;

import org.jspecify.annotations.NullMarked;
