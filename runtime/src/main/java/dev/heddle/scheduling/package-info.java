/**
 * What a loop is made of: the tick, timer wheel, run queue and inbox, and the operations that tasks wait in.
 *
 * <p>Not exported. Everything here is confined to the thread of one loop; the door for other threads is {@link Inbox#offer}.
 */
@NullMarked
package dev.heddle.scheduling;

import org.jspecify.annotations.NullMarked;
