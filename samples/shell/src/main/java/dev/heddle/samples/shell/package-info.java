/** A supervisor: it runs the processes of a list, restarts what fails, and ends them in order. */
package dev.heddle.samples.shell;
