/** Shows the rules code that was written with futures and without Heddle, and counts what they say. */
@NullMarked
package dev.heddle.proof.futures;

import org.jspecify.annotations.NullMarked;
