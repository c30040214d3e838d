/** The measured programs, written for EA Async. */
@NullMarked
package dev.heddle.benchmarks.ea;

import org.jspecify.annotations.NullMarked;
