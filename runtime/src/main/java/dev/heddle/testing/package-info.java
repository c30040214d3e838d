/** What tests of asynchronous programs stand on: a world without threads, real time or real networks. */
@NullMarked
package dev.heddle.testing;

import org.jspecify.annotations.NullMarked;
