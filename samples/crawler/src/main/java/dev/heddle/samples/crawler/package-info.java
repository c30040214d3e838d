/** Fetches the pages of a site, so many at a time, with deadlines, retries and a progress bar. */
@NullMarked
package dev.heddle.samples.crawler;

import org.jspecify.annotations.NullMarked;
