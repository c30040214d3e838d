/** Weaves classes while class loaders define them; what the agent starts when the first class needs it. */
@NullMarked
package dev.heddle.transform.loading;

import org.jspecify.annotations.NullMarked;
