/** Turns the methods of arbitrary class files into coroutines that suspend at random places. */
@NullMarked
package dev.heddle.proof.inject;

import org.jspecify.annotations.NullMarked;
