/** The append-only file: the commands that have changed something, in the form in which clients send them. */
package dev.heddle.samples.redis.journal;
