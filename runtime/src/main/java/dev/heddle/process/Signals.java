package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.OperationCase;
import dev.heddle.scheduling.Shared;
import dev.heddle.scheduling.WaitQueue;
import dev.heddle.scheduling.Waiter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signals of some names that come to this process while this is open, for tasks to wait for. Whatever else the process
 * would have done at such a signal it does not do; when the last one that listens for it is closed, it does again.
 *
 * <pre>{@code
 * try (Signals signals = Signals.listen("TERM", "HUP")) {
 *     while (await(signals.next()).equals("HUP")) {
 *         reload();
 *     }
 * }
 * }</pre>
 *
 * <p>Any number may listen for the same signal, on any loops, and each gets it. One that comes while nobody waits is kept;
 * one that comes again meanwhile is the same one, as the kernel has it. Names are those of the system with or without
 * {@code SIG}: {@code TERM}, {@code INT}, {@code HUP}, {@code USR1}, {@code USR2}, {@code WINCH}. Those that the virtual
 * machine needs, {@code QUIT} and {@code SEGV} among them, and those that cannot be caught are refused. Of {@code HUP},
 * {@code INT} and {@code TERM} those never come that the process was started to ignore, as {@code nohup} does with the first.
 *
 * <p>Signals come by the virtual machine's own handler, which runs on a thread of it: a {@code signalfd} would need the
 * signal to be blocked in all threads, and in a virtual machine there are always some in which it is not. Confined to the
 * loop it was opened on.
 */
public final class Signals extends Shared implements AutoCloseable {
    private final Loop loop;
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> pending = new LinkedHashSet<>();
    private final WaitQueue<Next> line = new WaitQueue<>(this);
    private final SignalHub.Listener listener;
    private final @Nullable Consumer<? super String> handler;
    private boolean closed;

    private Signals(@Nullable Consumer<? super String> handler, String... signals) {
        super("signal listener");
        this.handler = handler;
        loop = Loop.current();
        listener = this::forward;
        name(String.join(", ", signals));
        confine("listen");
        try {
            for (String signal : signals) {
                String name = withoutPrefix(signal);
                if (names.add(name)) {
                    SignalHub.OF_THIS_PROCESS.add(name, listener);
                }
            }
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /**
     * Listens from now on, on the loop of this thread. No suspension point.
     *
     * @throws IllegalArgumentException if one of them cannot be listened to
     * @throws IllegalStateException outside of a loop
     */
    public static Signals listen(String... signals) {
        return new Signals(null, signals);
    }

    /**
     * Calls {@code handler} with the name of each signal that comes, on the loop and outside of any task, until what is
     * returned is closed. What it throws is reported. No suspension point.
     *
     * @throws IllegalArgumentException if one of them cannot be listened to
     * @throws IllegalStateException outside of a loop
     */
    public static Signals handle(Consumer<? super String> handler, String... signals) {
        return new Signals(handler, signals);
    }

    /**
     * Waits for one signal: listens, takes the first that comes, and listens no more. A suspension point; cancelled, it
     * listens no more.
     *
     * @throws IllegalArgumentException if one of them cannot be listened to
     */
    @Async
    public static Coroutine<String> awaitNext(String... signals) {
        try (Signals listening = listen(signals)) {
            return done(await(listening.next()));
        }
    }

    /**
     * Takes the next signal, the one kept longest, or waits for one. A suspension point; cancelled while it waits, it has
     * taken none.
     *
     * @return its name, without {@code SIG}
     * @throws IllegalStateException at the await, if this is closed, or was made by {@link #handle}
     */
    public Coroutine<String> next() {
        return new Next();
    }

    /** The case of a select that takes the next signal. */
    public <R extends @Nullable Object> SelectCase<R> onNext(SelectCase.Handler<? super String, R> handler) {
        return new OperationCase<>(Next::new, handler);
    }

    /** The signals as they come, without an end. To close the stream leaves this open. */
    @Async
    public AsyncStream<String> stream() {
        while (true) {
            emit(await(next()));
        }
    }

    /** Listens no more; tasks that wait here get an {@link IllegalStateException}. No suspension point. */
    @Override
    public void close() {
        confine("close");
        closed = true;
        for (String name : names) {
            SignalHub.OF_THIS_PROCESS.remove(name, listener);
        }
        for (Next next = line.poll(); next != null; next = line.poll()) {
            next.refuse(refusal());
        }
    }

    /** Any thread. */
    private boolean forward(String signal) {
        try {
            loop.execute(() -> deliver(signal));
            return true;
        } catch (RejectedExecutionException loopIsClosed) {
            return false;
        }
    }

    private void deliver(String signal) {
        if (closed) {
            return;
        }
        if (handler != null) {
            handler.accept(signal);
            return;
        }
        Next next = line.poll();
        if (next == null) {
            pending.add(signal);
        } else {
            next.serve(signal);
        }
    }

    private IllegalStateException refusal() {
        return new IllegalStateException(this + (closed ? " is closed" : " has a handler, which gets all signals"));
    }

    private static String withoutPrefix(String signal) {
        String name = signal.toUpperCase(Locale.ROOT);
        return name.startsWith("SIG") ? name.substring("SIG".length()) : name;
    }

    @Override
    public List<Task<?>> waiters() {
        return line.tasks();
    }

    /** Nobody: signals come from outside. */
    @Override
    public List<Task<?>> holders() {
        return List.of();
    }

    /** The wait for a signal. */
    private final class Next extends Waiter<String> {
        @Override
        protected @Nullable Object attempt() {
            confine("next");
            if (closed || handler != null) {
                throw refusal();
            }
            var kept = pending.iterator();
            if (!kept.hasNext()) {
                return NOT_YET;
            }
            String signal = kept.next();
            kept.remove();
            return signal;
        }

        @Override
        protected void enqueue() {
            line.add(this);
        }

        @Override
        public String toString() {
            return Signals.this.toString();
        }
    }
}
