/** A server that speaks the Redis protocol: connections, and the server as a whole. */
package dev.heddle.samples.redis;
