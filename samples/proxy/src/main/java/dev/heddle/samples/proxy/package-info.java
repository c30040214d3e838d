/** A proxy for streams of bytes: what comes on one connection goes out on another. */
@NullMarked
package dev.heddle.samples.proxy;

import org.jspecify.annotations.NullMarked;
