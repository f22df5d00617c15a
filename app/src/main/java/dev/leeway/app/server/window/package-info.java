/// Takes what the log accepted into the store, and cuts it into windows by the time of its rows.
@NullMarked
package dev.leeway.app.server.window;

import org.jspecify.annotations.NullMarked;
