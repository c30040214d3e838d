/** The annotations that mark asynchronous and blocking methods. */
@NullMarked
package dev.heddle.annotation;

import org.jspecify.annotations.NullMarked;
