package dev.heddle.samples.crawler;

import dev.heddle.Backoff;
import java.time.Duration;

/**
 * How far a crawl goes, and how patient it is.
 *
 * @param atOnce how many pages are fetched at the same time
 * @param pages how many pages are fetched at most
 * @param bytes how much of each page is read
 * @param patience how long the answer to one request may take
 * @param deadline how long everything may take
 * @param backoff when a page is asked for again that has failed for a reason that may pass
 */
record CrawlOptions(int atOnce, int pages, int bytes, Duration patience, Duration deadline, Backoff backoff) {
    static CrawlOptions defaults() {
        return new CrawlOptions(
                8,
                1_000,
                1 << 20,
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(2))
                        .attempts(3));
    }

    CrawlOptions atOnce(int atOnce) {
        return new CrawlOptions(atOnce, pages, bytes, patience, deadline, backoff);
    }

    CrawlOptions pages(int pages) {
        return new CrawlOptions(atOnce, pages, bytes, patience, deadline, backoff);
    }

    CrawlOptions patience(Duration patience) {
        return new CrawlOptions(atOnce, pages, bytes, patience, deadline, backoff);
    }

    CrawlOptions deadline(Duration deadline) {
        return new CrawlOptions(atOnce, pages, bytes, patience, deadline, backoff);
    }

    CrawlOptions backoff(Backoff backoff) {
        return new CrawlOptions(atOnce, pages, bytes, patience, deadline, backoff);
    }
}
