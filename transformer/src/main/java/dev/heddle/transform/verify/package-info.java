/** Proves the output before it is handed out. */
@NullMarked
package dev.heddle.transform.verify;

import org.jspecify.annotations.NullMarked;
