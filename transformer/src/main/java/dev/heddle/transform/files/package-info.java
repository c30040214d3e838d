/** Class files on disk: where the weaver finds the classes it asks about, and how a directory of classes is woven. */
@NullMarked
package dev.heddle.transform.files;

import org.jspecify.annotations.NullMarked;
