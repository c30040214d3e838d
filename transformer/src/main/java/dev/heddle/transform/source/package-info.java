/**
 * What is read of Java sources, where they are at hand: what is silenced there, and where something stands, in which declaration
 * and where in a line.
 */
@NullMarked
package dev.heddle.transform.source;

import org.jspecify.annotations.NullMarked;
