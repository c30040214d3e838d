/** From bytes to a class: what to look at and what to leave alone. */
@NullMarked
package dev.heddle.transform.parse;

import org.jspecify.annotations.NullMarked;
