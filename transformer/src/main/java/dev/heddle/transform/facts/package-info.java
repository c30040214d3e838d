/** What is true of a class and its methods: types, liveness, suspension points. Nothing here decides anything. */
@NullMarked
package dev.heddle.transform.facts;

import org.jspecify.annotations.NullMarked;
