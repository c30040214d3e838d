/** Files and directories, read, written and watched by tasks; whatever blocks is done by other threads. */
@NullMarked
package dev.heddle.file;

import org.jspecify.annotations.NullMarked;
