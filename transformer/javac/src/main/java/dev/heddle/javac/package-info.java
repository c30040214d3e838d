/** The javac plugin: weaves the classes of a compilation when javac has written them. */
@NullMarked
package dev.heddle.javac;

import org.jspecify.annotations.NullMarked;
