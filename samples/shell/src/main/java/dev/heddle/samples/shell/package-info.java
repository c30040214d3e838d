/** A supervisor: it runs the processes of a list, restarts what fails, and ends them in order. */
@NullMarked
package dev.heddle.samples.shell;

import org.jspecify.annotations.NullMarked;
