/** All that the rules find in classes that are not woven yet, for people and, as SARIF, for other tools. */
@NullMarked
package dev.heddle.transform.lint;

import org.jspecify.annotations.NullMarked;
