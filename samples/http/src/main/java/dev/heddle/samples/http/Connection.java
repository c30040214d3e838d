package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads a request, has it handled, answers, and reads the next one, as RFC 9112 section 9 tells. Confined to
 * the loop thread.
 */
final class Connection {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1);

    /** For how long a client that has been answered is read from, while it still sends, and when it does not. */
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(30);

    private static final Duration QUIET_LINGER = Duration.ofSeconds(2);

    /** What is waited for. */
    private enum Phase {
        FIRST_BYTE,
        HEAD,
        HANDLER,
        /** That the client takes what it was answered. */
        ANSWER
    }

    private final HttpServer server;
    private final ByteStream stream;
    private final Deadlines deadlines;
    private final TaskScope scope;
    private final PhaseTimer timer;
    private final Patience patience;
    private final Head head;
    private final RequestParser parser;
    private final Framing framing;
    private final Input input;
    private final ChunkedDecoder chunks;
    private final Output output;
    private final Sender sender;
    private final Request request;
    private Phase phase = Phase.FIRST_BYTE;

    /** That of all requests that have none. */
    private final RequestBody noBody;

    private RequestBody body;
    private boolean drained;

    private Connection(HttpServer server, ByteStream stream, TaskScope scope) {
        Limits limits = server.options().limits();
        this.server = server;
        this.stream = stream;
        this.scope = scope;
        deadlines = server.options().deadlines();
        timer = new PhaseTimer(scope);
        patience = new Patience(deadlines.stall(), deadlines.slowest());
        head = new Head(limits);
        parser = new RequestParser(limits, head);
        framing = new Framing(limits);
        input = new Input(stream, head);
        chunks = new ChunkedDecoder(limits);
        output = new Output(stream, server.buffers(), scope, timer, deadlines.stall());
        sender = new Sender(output, server.date());
        request = new Request(head);
        noBody = new RequestBody(this, input, framing, chunks);
        body = noBody;
    }

    /** Serves requests until the client or the server ends the connection; closes the stream. */
    @Async
    static Coroutine<Void> serve(HttpServer server, ByteStream stream) throws IOException {
        TaskScope scope = TaskScope.open();
        Connection connection = new Connection(server, stream, scope);
        server.opened(connection);
        try {
            try (scope) {
                await(connection.exchanges());
            } catch (Cancelled ending) {
                if (!connection.isEndedByItself()) {
                    throw ending;
                }
                await(connection.giveUp());
            }
            await(connection.finish());
        } catch (IOException gone) {
            await(stream.closeAsync(CloseReason.FAILED)); // what the client does not get to its end must not look so
        } finally {
            server.closed(connection);
            connection.timer.close();
            connection.output.giveBack();
        }
        return done();
    }

    private boolean isEndedByItself() {
        return timer.hasPassed() || drained;
    }

    /** The server stops: an idle connection ends now, another one behind its answer. */
    void drain() {
        if (phase == Phase.FIRST_BYTE) {
            drained = true;
            scope.cancel("the server stops");
        }
    }

    @Async
    private Coroutine<Void> exchanges() throws IOException {
        try {
            while (await(receiveHead())) {
                framing.read(head);
                body = nextBody();
                request.begin(body);
                Response response = await(handle());
                boolean mayReadOn = response.writer() != null;
                if (mayReadOn) {
                    await(body.giveLeave());
                }
                boolean last = framing.closes() || server.isStopping() || !mayReadOn && !body.canBeSkipped();
                if (await(sender.send(response, head, framing, last)) || !body.canBeSkipped()) {
                    await(output.flush());
                    return done();
                }
                await(body.skip());
            }
        } catch (HttpException refused) {
            await(sender.refuse(refused));
        }
        return done();
    }

    private RequestBody nextBody() {
        if (!framing.announcesBody()) {
            return noBody;
        }
        chunks.reset();
        return new RequestBody(this, input, framing, chunks);
    }

    /** Reads the head of the next request; false if the client has ended the connection. */
    @Async
    private Coroutine<Boolean> receiveHead() throws IOException, HttpException {
        parser.reset();
        input.beginHead();
        while (!parser.parse(input.end())) {
            await(output.flush());
            if (!parser.hasBegun()) {
                if (server.isStopping()) {
                    return done(false);
                }
                if (phase != Phase.FIRST_BYTE) { // as it is at the first request, for which the server has a deadline
                    phase = Phase.FIRST_BYTE;
                    timer.limit(deadlines.idle());
                }
            } else if (phase != Phase.HEAD) {
                phase = Phase.HEAD;
                timer.limit(deadlines.head());
            }
            if (!await(input.fill())) {
                return done(false);
            }
        }
        timer.lift();
        phase = Phase.HANDLER;
        input.endHead(parser.position());
        return done(true);
    }

    @Async
    private Coroutine<Response> handle() throws IOException {
        output.beginHandling();
        Response response;
        try {
            response = await(server.handler().handle(request));
        } catch (HttpException failure) {
            response = Response.of(failure);
        } catch (RequestBody.MalformedBody malformed) {
            response = Response.of(malformed.refusal);
        } catch (Exception failure) {
            if (body.isBroken() || output.isBroken()) {
                throw new IOException("the connection broke while a request was handled", failure);
            }
            Loop.current().report("the handler of " + request.method() + ' ' + request.path() + " failed", failure);
            response = Response.text(500, "something went wrong here\n");
        }
        phase = Phase.ANSWER;
        await(output.endHandling());
        return done(response);
    }

    /** Lets a client that waits for it send a body. */
    @Async
    Coroutine<Void> sendContinue() throws IOException {
        await(output.endHandling());
        if (!output.hasRoom(CONTINUE.length)) {
            await(output.flush());
        }
        output.put(CONTINUE);
        await(output.flush());
        if (phase == Phase.HANDLER) {
            output.beginHandling();
        }
        return done();
    }

    /** Called when more of a body has to come before anything can go on. */
    void beforeBody() {
        timer.limit(patience.beginWait());
    }

    /** So many bytes of it have come. */
    void afterBody(int bytes) {
        timer.lift();
        patience.endWait(bytes);
    }

    /** The client was too slow, or the server stops: says so if that can be understood. */
    @Async
    private Coroutine<Void> giveUp() throws IOException {
        if (phase == Phase.HANDLER || phase == Phase.ANSWER) {
            throw new IOException("the client was too slow");
        }
        if (phase == Phase.HEAD) {
            await(moveOnAfter(
                    LONGEST_LINGER, sender.refuse(new HttpException(408, "the request did not come in time"))));
        }
        return done();
    }

    /**
     * Closes the connection in such a way that the client can read the last answer: with unread bytes here, closing at once
     * would reset it, and drop what is still to be sent (RFC 9112 section 9.6).
     */
    @Async
    private Coroutine<Void> finish() throws IOException {
        await(stream.shutdownOutput());
        await(moveOnAfter(LONGEST_LINGER, linger()));
        await(stream.closeAsync(CloseReason.COMPLETED));
        return done();
    }

    @Async
    private Coroutine<Void> linger() throws IOException {
        ByteBuffer dropped = server.buffers().borrow();
        @Nullable Integer count = 0;
        while (count != null && count >= 0) { // null after a silence
            count = await(moveOnAfter(QUIET_LINGER, stream.read(dropped.clear())));
        }
        server.buffers().giveBack(dropped);
        return done();
    }
}
