/** Runs coroutines to their end on the thread that asks, with suspension points that need no loop. */
@NullMarked
package dev.heddle.proof.drive;

import org.jspecify.annotations.NullMarked;
