/** Servers side by side, each a process alone on one core, and what loads them on another one. */
@NullMarked
package dev.heddle.benchmarks.network;

import org.jspecify.annotations.NullMarked;
