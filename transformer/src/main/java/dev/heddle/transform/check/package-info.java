/** What is not allowed, as diagnostics. */
@NullMarked
package dev.heddle.transform.check;

import org.jspecify.annotations.NullMarked;
