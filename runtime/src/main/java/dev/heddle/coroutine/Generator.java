package dev.heddle.coroutine;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.scheduling.Scheduler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream behind an {@code @Async} method with {@code emit}. Its body is a frame like any other; who resumes it is the
 * {@link GeneratorStep} under way, which is also its caller:
 *
 * <pre>{@code
 *   consumer --await(advance())--> step --resume--> body
 *                                     <--EMITTED--       at an emit, its state the one to resume at; the value is here
 *                                     <--(a frame)--     waits in an await: the trampoline resumes body, then step
 *                                     <--(a stream)--    ended, and the elements of that stream follow
 *                                     <--(throws)--      failed
 * }</pre>
 *
 * <p>The step and the marker for emits are used again and again, so an element costs no object.
 *
 * <p>Confined to the thread that drives the consumer.
 */
public final class Generator<T extends @Nullable Object> extends AsyncStream<T> {
    /** What a body returns when it stands at an emit. */
    static final Object EMITTED = Boolean.TRUE;

    /** The end of every stream. Has no state that changes. */
    private static final Generator<?> END = new Generator<>(null);

    private GeneratorAdvance advance = new GeneratorAdvance(this);
    private final Emission emission = new Emission();

    /** Null once it has ended. */
    private @Nullable Frame<?> body;

    /** True while a step is under way. */
    private boolean running;

    /** True once another generator has returned this one: its body is that one's. */
    private boolean taken;

    /** What is to be closed in the place of a body that has not begun. */
    private @Nullable AsyncCloseable sources;

    /** Where the body has begun; null before, and if no loop ran there. */
    private @Nullable Scheduler home;

    /** Settled at the end; null unless the body has begun in a loop in debug mode. */
    private @Nullable OpenStream open;

    private boolean hasValue;
    private @Nullable Object value;

    /** The innermost scope of the task when it entered the body. */
    private @Nullable Object scopeAround;

    private Generator(@Nullable Frame<?> body) {
        this.body = body;
    }

    /** The stream of a cold body. */
    static <T extends @Nullable Object> Generator<T> of(Frame<T> body) {
        body.unmark();
        return new Generator<>(body);
    }

    /**
     * The stream of an operator, which closes what it was made of also if it is closed before it has begun.
     *
     * @param stream one that has not begun
     */
    public static <T extends @Nullable Object> AsyncStream<T> over(AsyncCloseable sources, AsyncStream<T> stream) {
        ((Generator<T>) stream).sources = sources;
        return stream;
    }

    /** A stream without elements. */
    @SuppressWarnings("unchecked")
    public static <T extends @Nullable Object> AsyncStream<T> end() {
        return (AsyncStream<T>) END;
    }

    @Override
    public Coroutine<Boolean> advance() {
        if (taken) {
            throw new IllegalStateException(
                    "this stream was returned by a generator, whose consumer asks for its elements");
        }
        if (body == null && !running) {
            return Coroutines.done(false);
        }
        if (!running && advance.isTaken()) {
            advance =
                    new GeneratorAdvance(this); // that one was spawned, and its task may be cancelled before it begins
        }
        return advance.asked();
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // T admits null where the body emits it
    public T value() {
        if (!hasValue) {
            throw new IllegalStateException(
                    "the stream stands at no element: `advance()` has to be awaited and give true");
        }
        return (T) value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Coroutine<Void> closeAsync(CloseReason reason) {
        if (body == null && !running) {
            return Coroutines.done();
        }
        AsyncCloseable unread = sources;
        if (unread != null && !running && !taken && !hasBegun()) {
            finish();
            return unread.closeAsync(reason);
        }
        return (Coroutine<Void>) (Coroutine<?>) new GeneratorClose(this);
    }

    /** A step begins. */
    void begin() {
        if (home != null && Scheduler.currentOrNull() != home) {
            throw new IllegalStateException(this + " was asked or closed on thread `"
                    + Thread.currentThread().getName() + "`, but its body belongs to " + home.loop()
                    + ", which does not run there");
        }
        if (running) {
            throw new IllegalStateException("the body of this stream is running: one ask or close at a time");
        }
        running = true;
        hasValue = false;
        value = null;
    }

    /** The step is over. */
    void over() {
        running = false;
        scopeAround = null;
    }

    boolean hasEnded() {
        return body == null;
    }

    /** True if the body has begun and not ended; between steps it then stands at an emit. */
    boolean hasBegun() {
        return body != null && body.state != 0;
    }

    /** Lets the body run on from where it stands. */
    @Nullable
    Object resume(GeneratorStep<?> step, @Nullable Throwable thrown) throws Throwable {
        Frame<?> entered = Objects.requireNonNull(body);
        if (home == null) {
            beginsIn(Scheduler.currentOrNull());
        }
        entered.caller = step;
        scopeAround = innermostScope();
        return entered.resume(null, thrown);
    }

    private void beginsIn(@Nullable Scheduler here) {
        home = here;
        if (here != null && here.ledger().isFull()) {
            open = new OpenStream(here, this);
        }
    }

    /** The body is done for, and not held any more. */
    void finish() {
        body = null;
        sources = null;
        value = null;
        emission.caller = null;
        if (open != null) {
            open.settle();
            open = null;
        }
    }

    /** The body has returned a stream, whose elements follow. */
    void becomes(@Nullable Object rest) {
        Generator<?> next = (Generator<?>) rest;
        if (next == null || next.running || next.taken) {
            finish();
            throw next == null
                    ? new NullPointerException("a generator has returned null; it ends with `return end()`")
                    : new IllegalStateException("a generator cannot return a stream that is in use elsewhere");
        }
        body = next.body;
        sources = next.sources;
        if (next != END) {
            next.taken = true;
            next.finish();
        }
    }

    /** The body emits; returns what it has to be suspended in. */
    Frame<?> emit(@Nullable Object element) {
        value = element;
        return emission;
    }

    /** The consumer gets the element. */
    void deliver() {
        hasValue = true;
    }

    /** True if the body has opened a scope that is still open. */
    boolean isInsideOwnScope() {
        return innermostScope() != scopeAround;
    }

    private static @Nullable Object innermostScope() {
        Scheduler scheduler = Scheduler.currentOrNull();
        return scheduler == null ? null : scheduler.innermostScope();
    }

    @Override
    public String toString() {
        return body == null ? "an ended stream" : "stream of " + body;
    }

    /** What a body is suspended in at an emit; marks that its step goes on at once. */
    static final class Emission extends Frame<@Nullable Void> {
        @Override
        protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
            throw new AssertionError("an emit is resumed by the next step of its generator");
        }
    }
}
