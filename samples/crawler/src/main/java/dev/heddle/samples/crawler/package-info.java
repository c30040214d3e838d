/** Fetches the pages of a site, so many at a time, with deadlines, retries and a progress bar. */
package dev.heddle.samples.crawler;
