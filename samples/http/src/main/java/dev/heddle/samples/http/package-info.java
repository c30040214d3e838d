/** A server for HTTP/1.1 (RFC 9110 and 9112): parser, connections, router, files. */
@NullMarked
package dev.heddle.samples.http;

import org.jspecify.annotations.NullMarked;
