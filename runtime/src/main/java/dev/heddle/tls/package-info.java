/** TLS, client and server, over any stream of bytes: what is read and written is plain, what goes over the wire is not. */
@NullMarked
package dev.heddle.tls;

import org.jspecify.annotations.NullMarked;
