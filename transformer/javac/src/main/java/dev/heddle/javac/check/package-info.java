/** Finds mistakes in the trees of javac, where a program still has its columns, types and blocks. */
@NullMarked
package dev.heddle.javac.check;

import org.jspecify.annotations.NullMarked;
