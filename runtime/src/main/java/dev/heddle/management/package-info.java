/**
 * Loops in JConsole and other tools that speak JMX. Needs the module {@code java.management}, which the rest of the runtime
 * does without.
 */
@NullMarked
package dev.heddle.management;

import org.jspecify.annotations.NullMarked;
