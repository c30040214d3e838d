/** What a call, a suspension and a deep suspension cost in Heddle, and in the things one could use instead. */
@NullMarked
package dev.heddle.benchmarks;

import org.jspecify.annotations.NullMarked;
