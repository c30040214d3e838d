/** The Java agent: weaves classes as they are loaded. */
@NullMarked
package dev.heddle.transform.agent;

import org.jspecify.annotations.NullMarked;
