/**
 * Events for the JDK's flight recorder: tasks that start and end, steps that hold a loop too long, and what loops have to do.
 * Works without the module {@code jdk.jfr} by doing nothing.
 *
 * <p>Not exported.
 */
@NullMarked
package dev.heddle.recording;

import org.jspecify.annotations.NullMarked;
