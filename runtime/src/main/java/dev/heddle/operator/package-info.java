/**
 * What the operators of {@link dev.heddle.AsyncStream} do. Those that take elements one after the other are generators; those
 * that have tasks keep them in a {@link dev.heddle.operator.StreamTasks} and get their elements through a {@link
 * dev.heddle.operator.Handoff}. Each closes its source with itself.
 *
 * <p>Not exported. Confined to the loop thread, except the signals of publishers and subscribers.
 */
@NullMarked
package dev.heddle.operator;

import org.jspecify.annotations.NullMarked;
