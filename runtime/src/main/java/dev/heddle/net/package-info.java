/** Sockets for coroutines: reads, writes and accepts that suspend instead of blocking. */
@NullMarked
package dev.heddle.net;

import org.jspecify.annotations.NullMarked;
