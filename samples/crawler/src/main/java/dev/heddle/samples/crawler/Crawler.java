package dev.heddle.samples.crawler;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.retry;

import dev.heddle.Backoff;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.ScopeOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Fetches a page, the pages it links to, and so on, each once. A page is a task of one scope: the scope knows how many may
 * run at once, when all have to be done, and that it is over when no page is left. Confined to the loop thread.
 */
public final class Crawler {
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
    private final CrawlOptions options;
    private final PrintStream screen;
    private final Backoff backoff;
    private final Progress progress = new Progress();

    /** What has become of each page; what is still under way has an empty line. */
    private final Map<URI, String> pages = new TreeMap<>();

    /** A crawl that shows its progress on {@code screen}. */
    Crawler(CrawlOptions options, PrintStream screen) {
        this.options = options;
        this.screen = screen;
        backoff = options.backoff().when(Crawler::mayPass);
    }

    private static boolean mayPass(Exception failure) {
        return !(failure instanceof PageException page) || page.mayPass();
    }

    /** Crawls from {@code start} on; what has become of each page, when the deadline has passed of those that were reached. */
    @Async
    Coroutine<Map<URI, String>> crawl(URI start) {
        try (TaskScope bar = TaskScope.open()) {
            bar.spawnDaemon("progress", progress.show(screen));
            await(crawlAll(start));
        } catch (DeadlineExceeded late) {
            pages.replaceAll((uri, line) -> line.isEmpty() ? "not reached in time" : line);
        }
        return done(pages);
    }

    @Async
    private Coroutine<Void> crawlAll(URI start) throws DeadlineExceeded {
        ScopeOptions limits = ScopeOptions.deadline(options.deadline()).limit(options.atOnce());
        try (TaskScope scope = TaskScope.open(limits.named("pages"))) {
            enqueue(start, scope);
        } // waits for this page, and for those that it has enqueued, and they
        return done();
    }

    /** Makes a page a task, if it is new; it begins when there is a place. */
    private void enqueue(URI uri, TaskScope scope) {
        if (pages.size() < options.pages() && pages.putIfAbsent(uri, "") == null) {
            progress.pageFound();
            scope.spawn(uri.getPath(), visit(uri, scope));
        }
    }

    @Async
    private Coroutine<Void> visit(URI uri, TaskScope scope) {
        try {
            String html = await(retry(backoff, () -> tryOnce(uri)));
            Set<URI> links = Links.in(html, uri);
            links.forEach(link -> enqueue(link, scope));
            pages.put(uri, html.length() + " characters, " + links.size() + " links");
            progress.pageFetched();
        } catch (IOException failure) {
            pages.put(uri, "failed, " + failure.getMessage());
            progress.pageFailed();
        }
        return done();
    }

    @Async
    private Coroutine<String> tryOnce(URI uri) throws IOException {
        String html = await(moveOnAfter(options.patience(), fetch(uri)));
        if (html == null) {
            throw new IOException("no answer within " + options.patience().toMillis() + " ms");
        }
        return done(html);
    }

    /** The beginning of the page behind {@code uri}. Left early, it hangs up. */
    @Async
    private Coroutine<String> fetch(URI uri) throws IOException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(HttpRequest.newBuilder(uri).build(), head -> new FirstBytes(options.bytes()));
        try {
            HttpResponse<String> response = await(answer);
            if (response.statusCode() != 200) {
                throw new PageException(response.statusCode());
            }
            return done(response.body());
        } finally {
            answer.cancel(true); // nothing to do once it is complete
        }
    }

    /** Crawls from the address given on, and prints a line about each page. */
    public static void main(String[] args) {
        Crawler crawler = new Crawler(CrawlOptions.defaults(), System.err);
        Loop.run(crawler.crawl(URI.create(args[0]))).forEach((uri, line) -> System.out.println(uri + ": " + line));
    }
}
