package dev.heddle.operator;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncStream;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.ScopeFailed;
import dev.heddle.ScopeOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one operator, and what they hand to it. They live in a scope beside the consumer, so they go on while it uses
 * an element. One that fails cancels the others, and the operator is told when it has taken the elements from before that.
 *
 * <p>Closing ends them: a task that waits for the consumer leaves by the ordinary way, so that its source is closed as any
 * stream is; one that waits for something else is cancelled. What they fail with on the way out is thrown, if it was not
 * before.
 *
 * <p>Confined to the loop thread.
 */
final class StreamTasks<T extends @Nullable Object> extends Handoff<T> implements AsyncCloseable {
    private final TaskScope scope;
    private final Sources sources;

    /** Of the tasks that run. */
    private final Set<Room> rooms = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<Throwable> onTheWayOut = new ArrayList<>();
    private int running;
    private boolean closing;

    private StreamTasks(TaskScope scope, Sources sources) {
        this.scope = scope;
        this.sources = sources;
    }

    /**
     * Opens the scope; no task runs yet.
     *
     * @param sources the streams to be closed, should no task have begun to
     */
    static <T extends @Nullable Object> StreamTasks<T> open(String operator, List<? extends AsyncStream<?>> sources) {
        return new StreamTasks<>(
                TaskScope.open(ScopeOptions.defaults().named(operator).beside()), new Sources(sources));
    }

    /** Says that so many tasks will be spawned, whatever becomes of them: without them the stream is not at its end. */
    void expect(int tasks) {
        running += tasks;
        if (running == 0) {
            end();
        }
    }

    /** Runs a task as far as its first wait; one of those that are expected. Does nothing after a failure. */
    void spawnExpected(Room room, Coroutine<Void> body) {
        if (!hasFailed()) {
            scope.spawnEagerly(streamTask(room, body));
        }
    }

    /** Runs a further task as far as its first wait. To be called by one of the tasks. */
    Task<Void> spawn(Room room, Coroutine<Void> body) {
        running++;
        return scope.spawnEagerly(streamTask(room, body));
    }

    /** Runs one that hands over all elements of a stream; one of those that are expected. */
    void spawnPump(AsyncStream<? extends T> source, Room room) {
        if (!hasFailed()) {
            spawnExpected(room, pump(source, room));
        }
    }

    @Async
    private Coroutine<Void> streamTask(Room room, Coroutine<Void> body) {
        rooms.add(room);
        if (closing) {
            room.close();
        }
        try {
            await(body);
        } catch (Throwable failure) {
            if (!(failure instanceof Cancelled)) {
                fail(failure);
                throw failure;
            }
            keep(failure.getSuppressed());
            if (!room.isClosed()) {
                fail(new IllegalStateException(
                        "the task that asked this stream first was cancelled or has ended, and " + Task.current()
                                + " with it",
                        failure));
            }
            throw failure;
        } finally {
            rooms.remove(room);
            running--;
            if (running == 0) {
                end();
            }
        }
        return done();
    }

    /** What has failed on the way out of a cancelled task, other than the cancelled awaits of a clean-up. */
    private void keep(Throwable[] failures) {
        for (Throwable failure : failures) {
            if (!(failure instanceof Cancelled)) {
                onTheWayOut.add(failure);
            }
        }
    }

    /** Hands over all elements of a stream, and closes it. */
    @Async
    Coroutine<Void> pump(AsyncStream<? extends T> source, Room room) {
        try (source) {
            while (await(room.place()) && room.enters() && await(source.advance())) {
                add(source.value(), room);
            }
        }
        return done();
    }

    /** Ends one task: lets it leave, or cancels it. */
    static void end(Room room, Task<?> task) {
        if (room.close() == null) {
            task.cancel();
        }
    }

    @Override
    public void close() {
        throw new AssertionError("only woven code closes " + this);
    }

    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        Failures failures = new Failures(told());
        try {
            boolean anyLeaves = endAll();
            await(scope.closeAsync(anyLeaves ? CloseReason.COMPLETED : CloseReason.FAILED));
        } catch (ScopeFailed failed) {
            failures.addThoseOf(failed);
        } catch (Throwable cancellation) { // that of the closing task, which its next await throws again
            for (Throwable suppressed : cancellation.getSuppressed()) {
                if (suppressed instanceof ScopeFailed failed) {
                    failures.addThoseOf(failed);
                }
            }
        }
        onTheWayOut.forEach(failures::add);
        try {
            await(sources.closeAsync(reason));
        } catch (Throwable failure) {
            failures.add(failure);
        }
        failures.throwIfAny();
        return done();
    }

    /** True if one of the tasks leaves by itself and has to be waited for. */
    private boolean endAll() {
        closing = true;
        Set<Object> leaving = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Room room : rooms) {
            Object task = room.close();
            if (task != null) {
                leaving.add(task);
            }
        }
        for (Task<?> task : scope.tasks()) {
            if (!leaving.contains(task)) {
                task.cancel("the stream was closed");
            }
        }
        return !leaving.isEmpty();
    }

    @Override
    public String toString() {
        return "the tasks of " + scope;
    }
}
