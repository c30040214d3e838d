/** Injects and weaves whole jars, and counts what came of it. */
@NullMarked
package dev.heddle.proof.jar;

import org.jspecify.annotations.NullMarked;
