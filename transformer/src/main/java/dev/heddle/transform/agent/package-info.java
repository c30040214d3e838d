/** The Java agent: looks at each class that is loaded, and starts the weaver for the first one that has to be woven. */
@NullMarked
package dev.heddle.transform.agent;

import org.jspecify.annotations.NullMarked;
