/** Coroutines, tasks, scopes and the loop: what a program that awaits is written with. */
@NullMarked
package dev.heddle;

import org.jspecify.annotations.NullMarked;
