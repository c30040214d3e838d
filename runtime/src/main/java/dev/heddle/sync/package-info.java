/**
 * Locks, limits and signals for the tasks of one loop: what waits in them suspends the task, never the thread. All serve
 * those who wait in the order in which they came, and all are confined to the loop thread.
 *
 * <p>State that only the tasks of one loop touch needs no lock between two awaits; what is here is for what has to hold
 * across an await.
 */
@NullMarked
package dev.heddle.sync;

import org.jspecify.annotations.NullMarked;
