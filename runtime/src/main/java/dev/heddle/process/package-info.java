/** Other processes, and the signals to this one: children that are started, written to, read and ended by tasks. */
@NullMarked
package dev.heddle.process;

import org.jspecify.annotations.NullMarked;
