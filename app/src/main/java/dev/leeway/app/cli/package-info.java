/// The command line: options, exit codes, and nothing else.
@NullMarked
package dev.leeway.app.cli;

import org.jspecify.annotations.NullMarked;
