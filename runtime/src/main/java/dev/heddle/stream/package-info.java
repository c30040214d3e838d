/**
 * Where streams come from: collections, clocks, calls, several other streams, and the publishers of {@code
 * java.util.concurrent.Flow}.
 */
@NullMarked
package dev.heddle.stream;

import org.jspecify.annotations.NullMarked;
