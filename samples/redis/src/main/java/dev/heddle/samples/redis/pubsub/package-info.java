/** Messages from publishers to subscribers. */
package dev.heddle.samples.redis.pubsub;
