/** The command line: weaves and verifies folders and jars. */
@NullMarked
package dev.heddle.transform.command;

import org.jspecify.annotations.NullMarked;
