package dev.heddle.samples.http;

import dev.heddle.Coroutine;
import dev.heddle.io.ByteOutput;
import java.io.IOException;

/**
 * Server-Sent Events: texts that a client gets one by one for as long as it likes, in the format of the HTML standard,
 * section 9.2. Confined to the loop thread.
 */
public final class EventStream {
    /** Makes the events. */
    @FunctionalInterface
    public interface Source {
        /** Sends events until there are no more; sending fails when the client has gone. */
        Coroutine<Void> run(EventStream events) throws Exception;
    }

    private final ByteOutput body;

    private EventStream(ByteOutput body) {
        this.body = body;
    }

    /** An answer whose body are the events of {@code source}. */
    public static Response of(Source source) {
        return Response.stream("text/event-stream", body -> source.run(new EventStream(body)))
                .header("Cache-Control", "no-store");
    }

    /** Sends one event; ends when the system has taken it. */
    public Coroutine<Void> send(String data) throws IOException {
        StringBuilder event = new StringBuilder();
        data.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        return body.write(event.append('\n').toString());
    }
}
