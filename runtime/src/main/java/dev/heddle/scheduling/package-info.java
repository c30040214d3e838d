/**
 * What a loop is made of: timer wheel, run queue and inbox.
 *
 * <p>Not exported. Everything here is confined to the thread of one loop; the door for other threads is {@link Inbox#offer}.
 */
@NullMarked
package dev.heddle.scheduling;

import org.jspecify.annotations.NullMarked;
