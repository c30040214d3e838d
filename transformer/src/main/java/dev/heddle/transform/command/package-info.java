/** The command line: weaves, verifies and explains folders and jars. */
@NullMarked
package dev.heddle.transform.command;

import org.jspecify.annotations.NullMarked;
