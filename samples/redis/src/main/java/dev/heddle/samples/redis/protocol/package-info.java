/** The Redis protocol, version 2 (RESP2): requests parsed in the buffer they were read into, replies encoded into one. */
package dev.heddle.samples.redis.protocol;
