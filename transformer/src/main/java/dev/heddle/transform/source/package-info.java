/** What is read of Java sources, where they are at hand: what is silenced there, and where in a line something stands. */
@NullMarked
package dev.heddle.transform.source;

import org.jspecify.annotations.NullMarked;
