/** Streams of bytes whose reads and writes suspend instead of blocking, whatever the bytes come from and go to. */
@NullMarked
package dev.heddle.io;

import org.jspecify.annotations.NullMarked;
