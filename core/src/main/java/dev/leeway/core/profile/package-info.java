/// What is kept of data: the schema, the reference, and the mergeable profile of a window.
@NullMarked
package dev.leeway.core.profile;

import org.jspecify.annotations.NullMarked;
