/** What talks to the operating system for one loop: clock, readiness, sockets. */
@NullMarked
package dev.heddle.engine;

import org.jspecify.annotations.NullMarked;
