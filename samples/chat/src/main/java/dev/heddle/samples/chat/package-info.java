/** A chat server: rooms are broadcasts, and each client is a few tasks. */
@NullMarked
package dev.heddle.samples.chat;

import org.jspecify.annotations.NullMarked;
