package dev.heddle.samples.http;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.io.ByteOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent on one connection. Answers to requests that came together are gathered and leave in one write, which is
 * made before the connection waits for anything. Whether a handler waits is not known before it does: a callback of the loop,
 * which runs when the task has suspended, then sends what is here.
 *
 * <p>Confined to the loop thread; one task uses it.
 */
final class Output {
    private final ByteOutput target;
    private final Buffers buffers;
    private final TaskScope scope;
    private final PhaseTimer timer;
    private final Duration stall;
    private @Nullable ByteBuffer buffer;
    private boolean handling;
    private boolean watched;
    private boolean broken;

    /** Sends what is here while a handler waits. */
    private @Nullable Task<Void> early;

    /** What that has come to, if it is not well. */
    private @Nullable IOException failure;

    Output(ByteOutput target, Buffers buffers, TaskScope scope, PhaseTimer timer, Duration stall) {
        this.target = target;
        this.buffers = buffers;
        this.scope = scope;
        this.timer = timer;
        this.stall = stall;
    }

    /** Whether so many bytes more can be put here without a flush. */
    boolean hasRoom(int bytes) {
        return bytes <= (buffer == null ? Buffers.SIZE : buffer.remaining());
    }

    /** Adds bytes, for which there is room. */
    void put(byte[] bytes) {
        buffer().put(bytes);
    }

    /** Adds bytes, for which there is room. */
    void put(ByteBuffer bytes) {
        buffer().put(bytes);
    }

    private ByteBuffer buffer() {
        ByteBuffer present = buffer;
        if (present == null) {
            present = buffers.borrow();
            buffer = present;
        }
        return present;
    }

    @Async
    private Coroutine<Void> sendAside() {
        try {
            await(send());
        } catch (IOException gone) {
            failure = gone;
        }
        return done();
    }

    /** A handler begins, and may wait. */
    void beginHandling() {
        handling = true;
        if (buffer != null && !watched) {
            watched = true;
            Loop.current().post(this::sendEarly);
        }
    }

    private void sendEarly() {
        watched = false;
        if (handling && buffer != null && early == null) {
            early = scope.spawn("early answers", sendAside());
        }
    }

    /** The handler has ended; waits for what is being sent meanwhile, behind which the next answer has to stand. */
    @Async
    Coroutine<Void> endHandling() throws IOException {
        handling = false;
        if (early != null) {
            timer.limit(stall);
            await(early);
            timer.lift();
            early = null;
        }
        if (failure != null) {
            throw failure;
        }
        return done();
    }

    /** Sends all that is here. */
    @Async
    Coroutine<Void> flush() throws IOException {
        if (buffer != null) {
            timer.limit(stall);
            await(send());
            timer.lift();
        }
        return done();
    }

    @Async
    private Coroutine<Void> send() throws IOException {
        broken = true;
        await(target.write(Objects.requireNonNull(buffer).flip()));
        broken = false;
        giveBack();
        return done();
    }

    /** Sends all that is here, then {@code bytes} and {@code end}, which are not copied. */
    @Async
    Coroutine<Void> flush(ByteBuffer bytes, ByteBuffer end) throws IOException {
        timer.limit(stall);
        broken = true;
        await(target.write(buffer().flip(), bytes, end));
        broken = false;
        timer.lift();
        giveBack();
        return done();
    }

    /** True if a write has begun that did not come to its end: what the client has got is not known. */
    boolean isBroken() {
        return broken;
    }

    /** Gives the buffer back, while nothing of it is being sent. */
    void giveBack() {
        ByteBuffer used = buffer;
        if (used != null) {
            buffer = null;
            buffers.giveBack(used);
        }
    }
}
