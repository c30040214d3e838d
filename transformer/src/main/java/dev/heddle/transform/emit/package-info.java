/** Does what the plan says: faces, direct forms, resume bodies and frame classes. */
@NullMarked
package dev.heddle.transform.emit;

import org.jspecify.annotations.NullMarked;
