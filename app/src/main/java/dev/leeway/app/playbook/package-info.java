/// The action playbook as a file that people edit.
@NullMarked
package dev.leeway.app.playbook;

import org.jspecify.annotations.NullMarked;
