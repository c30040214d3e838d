/** What the server keeps: databases of keys with values of five types. All of it is confined to the loop thread. */
package dev.heddle.samples.redis.data;
