package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What the sample serves: a bit of everything. */
final class Site {
    private static final int LARGEST_TEXT = 64 * 1024;

    private final Duration tick;

    private Site(Duration tick) {
        this.tick = tick;
    }

    /**
     * The routes.
     *
     * @param folder whose files are served
     * @param tick how long an event comes after the other
     */
    static Router of(Path folder, Duration tick) throws IOException {
        Site site = new Site(tick);
        return new Router()
                .get("/", Response.text("Hello, World!"))
                .get("/hello/{name}", request -> done(Response.text("Hello, " + request.parameter("name") + "!\n")))
                .post("/reverse", site::reverse)
                .post("/echo", Site::echo)
                .get("/count/{to}", site::count)
                .get("/files/{path...}", new StaticFiles(folder, "path"));
    }

    /** Reads all of a text, then answers with another. */
    @Async
    private Coroutine<Response> reverse(Request request) throws IOException {
        String text = new String(await(request.body().readAll(LARGEST_TEXT)), UTF_8);
        return done(Response.text(new StringBuilder(text).reverse().toString()));
    }

    /** Answers while it reads: the body comes back no faster than the client takes it. */
    private static Coroutine<Response> echo(Request request) {
        return done(Response.stream("application/octet-stream", body -> copy(request, body)));
    }

    @Async
    private static Coroutine<Void> copy(Request request, ByteOutput body) throws IOException {
        await(request.body().transferTo(body));
        return done();
    }

    /** An event for each number, one after the other. */
    @Async
    private Coroutine<Response> count(Request request) throws HttpException {
        int last = number(request.parameter("to"));
        return done(EventStream.of(events -> {
            for (int i = 1; i <= last; i++) {
                await(events.send(String.valueOf(i)));
                await(sleep(tick));
            }
            return done();
        }));
    }

    private static int number(String text) throws HttpException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new HttpException(404, text + " is no number");
        }
    }
}
