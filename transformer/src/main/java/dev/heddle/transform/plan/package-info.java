/** What will be done: states, slots, and the plan as text. */
@NullMarked
package dev.heddle.transform.plan;

import org.jspecify.annotations.NullMarked;
