/** Tests that are coroutines, for the JUnit platform. Needs JUnit 5 on the class path, which nothing else here does. */
@NullMarked
package dev.heddle.testing.junit;

import org.jspecify.annotations.NullMarked;
