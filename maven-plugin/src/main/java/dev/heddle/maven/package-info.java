/** The goals of the Heddle Maven plugin. */
@NullMarked
package dev.heddle.maven;

import org.jspecify.annotations.NullMarked;
