/** Class file in, class files out: the weaver and what it says. */
@NullMarked
package dev.heddle.transform;

import org.jspecify.annotations.NullMarked;
