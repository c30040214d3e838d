/** Rewrites sources written for futures, or for EA Async, as asynchronous methods: by small edits of their text that javac confirms. */
@NullMarked
package dev.heddle.migrate;

import org.jspecify.annotations.NullMarked;
