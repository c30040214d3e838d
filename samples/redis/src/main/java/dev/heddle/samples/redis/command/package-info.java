/** What clients can ask for: the commands, and what a client's session remembers between them. */
package dev.heddle.samples.redis.command;
