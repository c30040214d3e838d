/** Runs a library's own tests against the library as it is, and woven to suspend everywhere. */
@NullMarked
package dev.heddle.proof.suite;

import org.jspecify.annotations.NullMarked;
