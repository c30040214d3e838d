/** Gives methods of old class files what newer ones bring along: a stack map, and code without subroutines. */
@NullMarked
package dev.heddle.transform.infer;

import org.jspecify.annotations.NullMarked;
