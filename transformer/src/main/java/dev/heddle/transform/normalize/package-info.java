/** Rewrites a method before it is planned, so that the later stages meet fewer shapes. */
@NullMarked
package dev.heddle.transform.normalize;

import org.jspecify.annotations.NullMarked;
