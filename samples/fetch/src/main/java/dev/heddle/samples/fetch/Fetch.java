package dev.heddle.samples.fetch;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.timeout;

import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches pages, all at the same time, with the JDK's HTTP client: its futures are awaited like anything else, and their
 * failures are ordinary exceptions.
 */
public final class Fetch {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Duration patience;

    /** Fetches, and gives up on a page that takes longer than {@code patience}. */
    Fetch(Duration patience) {
        this.patience = patience;
    }

    /** The text behind {@code uri}. */
    @Async
    private Coroutine<String> page(URI uri) throws IOException {
        HttpResponse<String> response =
                await(client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return done(response.body());
    }

    /** One line about {@code uri}, whatever becomes of it. */
    @Async
    private Coroutine<String> describe(URI uri) {
        try {
            String text = await(timeout(patience, page(uri)));
            return done(uri + ": " + text.length() + " characters");
        } catch (DeadlineExceeded e) {
            return done(uri + ": no answer within " + patience.toMillis() + " ms");
        } catch (IOException e) {
            return done(uri + ": failed, " + e.getMessage());
        }
    }

    /** A line about each page, in the order asked for; takes as long as the slowest of them. */
    @Async
    Coroutine<List<String>> describeAll(List<URI> uris) {
        List<String> lines = new ArrayList<>();
        try (TaskScope scope = TaskScope.open()) {
            List<Task<String>> tasks = new ArrayList<>();
            for (URI uri : uris) {
                tasks.add(scope.spawn(describe(uri)));
            }
            for (Task<String> task : tasks) {
                lines.add(await(task));
            }
        } // nobody is still fetching here, whichever way the block was left
        return done(lines);
    }

    /** Prints a line about each address given. */
    public static void main(String[] addresses) {
        List<URI> uris = List.of(addresses).stream().map(URI::create).toList();
        Loop.run(new Fetch(Duration.ofSeconds(5)).describeAll(uris)).forEach(System.out::println);
    }
}
