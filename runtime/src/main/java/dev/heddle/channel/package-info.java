/**
 * Ways to hand values from task to task: channels, queues, and values that several tasks watch. All serve those who wait in
 * the order in which they came, lose nothing when a task is cancelled, and are confined to the loop thread.
 */
@NullMarked
package dev.heddle.channel;

import org.jspecify.annotations.NullMarked;
