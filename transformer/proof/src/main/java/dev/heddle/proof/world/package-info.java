/** Defines whole jars of woven classes under the verifier of the JVM. */
@NullMarked
package dev.heddle.proof.world;

import org.jspecify.annotations.NullMarked;
