/** What weaving does to a method, told for people: as a page and as text. */
@NullMarked
package dev.heddle.transform.explain;

import org.jspecify.annotations.NullMarked;
