package dev.heddle;

import dev.heddle.coroutine.Frame;
import dev.heddle.engine.HangException;
import dev.heddle.scheduling.Alarm;
import dev.heddle.scheduling.ProcessSignal;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Sleep;
import dev.heddle.scheduling.Strand;
import dev.heddle.scheduling.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One thread that runs the tasks of a program by turns. A turn, called tick, is: due timers, messages from other threads,
 * the tasks that were ready when the tick began, then the operating system.
 *
 * <p>A loop belongs to the thread that opened it; only {@link #execute} and {@link #submit} are for others, and any other call
 * from another thread is refused. At most one loop runs on a thread at a time.
 *
 * <pre>
 *   state    runs               close()
 *   OPEN     -> RUNNING         -> CLOSED, after its tasks have been cancelled and have ended
 *   RUNNING  -> OPEN, when done refused
 *   CLOSED   refused            no effect
 * </pre>
 */
public final class Loop implements Executor, AutoCloseable {
    /** A callback that is to run. Confined to the loop thread. */
    public interface Timer {
        /** Takes the callback back; false if it has run or was cancelled before. */
        boolean cancel();
    }

    private static final int TASKS_OF_A_DUMP = 10_000;

    final Scheduler scheduler;
    private final LoopOptions options;
    private final Thread thread = Thread.currentThread();
    private final TaskScope root;
    private final Diagnosis diagnosis;
    private final ThreadContexts contexts;
    private int tasks;
    private long ended;
    private @Nullable RandomGenerator random;
    private boolean stopping;
    private boolean closed;

    private Loop(LoopOptions options) {
        this.options = options;
        diagnosis = new Diagnosis(this, thread, options);
        scheduler = new Scheduler(
                this,
                options.engine.get(),
                options.host,
                this::report,
                this::startDetached,
                options.attention,
                diagnosis::keepHouse);
        contexts = new ThreadContexts(
                options.contexts,
                failure -> tell(new Trouble(
                        Trouble.Kind.CALLBACK_FAILED, "a thread context of " + this + " failed", failure, null)));
        if (!contexts.isEmpty()) {
            scheduler.observe(new CarryingSteps(contexts));
        }
        for (TaskListener listener : options.listeners) {
            scheduler.observe(new ListenedSteps(this, listener));
        }
        root = TaskScope.root(this);
        diagnosis.begin();
    }

    /** Opens a loop that belongs to the calling thread. */
    public static Loop open() {
        return open(LoopOptions.defaults());
    }

    /** Opens a loop that belongs to the calling thread. */
    public static Loop open(LoopOptions options) {
        return new Loop(options);
    }

    /**
     * Runs a whole program: opens a loop, runs the coroutine to its end, and closes the loop in order. When the coroutine
     * has succeeded the other tasks of the root scope are awaited, when it has failed they are cancelled and awaited.
     *
     * <p>On the main thread of the process, the first signal INT (Ctrl-C) cancels the program's task, and then whatever else
     * runs; a second one ends the process as it would without a loop.
     *
     * @return the coroutine's result
     * @throws TaskCancelledException if it was cancelled
     * @throws IllegalStateException if a loop runs on this thread: await the coroutine instead
     */
    public static <T extends @Nullable Object> T run(Coroutine<T> program) {
        return run(LoopOptions.defaults(), program);
    }

    /** As {@link #run(Coroutine)}, with options. Exceptions of the coroutine are thrown as they are, checked ones too. */
    public static <T extends @Nullable Object> T run(LoopOptions options, Coroutine<T> program) {
        refuseNested("Loop.run");
        try (Loop loop = open(options)) {
            Task<T> main = loop.root.spawn("main", program);
            ProcessSignal signal = options.interrupts.listen(() -> loop.execute(() -> loop.interrupt(main)));
            try {
                T result = loop.runUntilEnded(main);
                loop.runUntil(loop.root.children::haveEnded);
                return result;
            } finally {
                signal.close();
            }
        }
    }

    private void interrupt(Task<?> main) {
        String signal = "the process was interrupted";
        if (main.isDone()) {
            Cancellation.ofChildren(root, new CancelReason(CancelReason.Kind.INTERRUPT, signal, this));
        } else {
            main.cancel(CancelReason.Kind.INTERRUPT, signal);
        }
    }

    /**
     * The loop that runs on this thread.
     *
     * @throws IllegalStateException if none does
     */
    public static Loop current() {
        return Scheduler.current().loop();
    }

    /**
     * Runs the loop until the coroutine, a task of the root scope, has ended. Other tasks stay as they are, and go on in the
     * next run: a loop may be run any number of times.
     *
     * @return its result; its exceptions are thrown as they are, checked ones too
     * @throws TaskCancelledException if it was cancelled
     */
    public <T extends @Nullable Object> T runUntilComplete(Coroutine<T> coroutine) {
        confine("runUntilComplete");
        refuseNested("runUntilComplete");
        return runUntilEnded(root.spawn("main", coroutine));
    }

    private <T extends @Nullable Object> T runUntilEnded(Task<T> task) {
        stopping = false;
        runAndRest(() -> task.isDone() || stopping);
        if (!task.isDone()) {
            throw new IllegalStateException(this + " was stopped before " + task + " had ended");
        }
        if (task.state() == Task.State.SUCCEEDED) {
            return task.result();
        }
        throw Loop.<RuntimeException>sneaky(Objects.requireNonNull(task.exceptionFor(null)));
    }

    /** Runs the loop until {@link #stop}. */
    public void runForever() {
        confine("runForever");
        refuseNested("runForever");
        stopping = false;
        runAndRest(() -> stopping);
    }

    /** Runs the loop, which may be run or turned again. */
    private void runAndRest(BooleanSupplier finished) {
        try {
            runUntil(finished);
        } finally {
            scheduler.rest();
        }
    }

    /**
     * Runs one tick, for a host that has a loop of its own, such as a user interface: due timers, messages, what is ready,
     * and what the operating system has.
     *
     * @param wait the longest that it may wait for the operating system; zero only looks
     * @return how long the host may wait before the next turn; zero if there is more to do. Messages from other threads make
     *     themselves known by {@link LoopOptions#hosted}, input and output only in a turn
     */
    public Duration turn(Duration wait) {
        confine("turn");
        refuseNested("turn");
        refuseClosed();
        try {
            return Duration.ofNanos(scheduler.turn(Sleep.nanosOf(wait)));
        } catch (IOException e) {
            throw Loop.<RuntimeException>sneaky(e);
        }
    }

    /** Makes the run method that is running return when the current tick has run its tasks. */
    public void stop() {
        confine("stop");
        stopping = true;
    }

    /**
     * The scope of tasks that live as long as the loop. A failure in it cancels nobody; one that nobody awaits is reported.
     */
    public TaskScope rootScope() {
        return root;
    }

    /** All tasks of this loop that have not ended: each before those of the scopes open in it. */
    public List<Task<?>> tasks() {
        confine("tasks");
        List<Task<?>> found = new ArrayList<>();
        Deque<Iterator<Task<?>>> path = new ArrayDeque<>();
        path.push(root.children.toList().iterator());
        while (!path.isEmpty()) {
            if (path.peek().hasNext()) {
                Task<?> task = path.peek().next();
                found.add(task);
                for (TaskScope open = task.firstOpenScope(); open != null; open = open.outer) {
                    path.push(open.children.toList().iterator());
                }
            } else {
                path.pop();
            }
        }
        return Collections.unmodifiableList(found);
    }

    /**
     * What the tasks of this loop are doing: who waits for what, and where; in debug mode with the variables that suspended
     * methods will still need. Of more than ten thousand tasks, or more than fifty inside each other, the rest is counted only.
     */
    public LoopDump dump() {
        confine("dump");
        return Dumper.dump(this, TASKS_OF_A_DUMP);
    }

    /**
     * The tasks that wait for each other in a circle; null if there are none. It looks at all tasks. A loop with a watchdog
     * does it by itself when it has nothing to do, and so does one whose engine knows that nothing can happen any more.
     */
    public @Nullable Deadlock deadlock() {
        confine("deadlock");
        return WaitGraph.deadlockAmong(tasks());
    }

    /** How much this loop has done and has to do. Costs little, however many tasks there are. */
    public LoopMetrics metrics() {
        confine("metrics");
        Traffic traffic = scheduler.one(Traffic.class, Traffic::new);
        return new LoopMetrics(
                scheduler.engine().name(),
                scheduler.ticks(),
                scheduler.ready().ran(),
                tasks,
                tasks - ended,
                scheduler.ready().size(),
                scheduler.timers().size(),
                traffic.read(),
                traffic.written(),
                diagnosis.times());
    }

    /** The name given in the options. Any thread. */
    public String name() {
        return options.name;
    }

    /** The source of random numbers of this loop; with an engine for tests they are the same each time. */
    public RandomGenerator random() {
        confine("random");
        if (random == null) {
            random = new SplittableRandom(scheduler.engine().seed());
        }
        return random;
    }

    /** Runs a callback in this tick or the next, outside of any task. What it throws is reported. */
    public Timer post(Runnable callback) {
        confine("post");
        Posted posted = new Posted(this, TakenAlong.with(contexts, callback));
        scheduler.ready().add(posted);
        return posted;
    }

    /** Runs a callback after a delay, outside of any task. What it throws is reported. */
    public Timer schedule(Duration delay, Runnable callback) {
        confine("schedule");
        return timer(scheduler.deadlineAfter(Sleep.nanosOf(delay)), callback);
    }

    /** Runs a callback when {@link #nanos} reaches a deadline, outside of any task. What it throws is reported. */
    public Timer scheduleAt(long deadlineNanos, Runnable callback) {
        confine("scheduleAt");
        return timer(deadlineNanos, callback);
    }

    private Timer timer(long deadlineNanos, Runnable callback) {
        Alarm alarm = Alarm.at(scheduler, deadlineNanos, TakenAlong.with(contexts, callback));
        return () -> {
            confine("Timer.cancel");
            return alarm.cancel();
        };
    }

    /** The monotonic clock of this loop in nanoseconds, with an arbitrary origin. */
    public long nanos() {
        return scheduler.engine().nanos();
    }

    /**
     * Runs a callback on the loop thread in one of the next ticks, outside of any task, and wakes the loop if it sleeps.
     * Any thread; the callbacks of one thread run in order. What they throw is reported.
     *
     * @throws RejectedExecutionException once the loop is closed
     */
    @Override
    public void execute(Runnable callback) {
        if (!scheduler.execute(TakenAlong.with(contexts, callback))) {
            throw new RejectedExecutionException(this + " is closed");
        }
    }

    /**
     * Runs a coroutine as a task of the root scope, from another thread, which may wait for the future. Any thread but the
     * loop's own. The call that makes the coroutine runs on the loop thread, in one of the next ticks.
     *
     * <p>The future ends as the task does, with its own exception, on the loop thread: what is chained to it runs there. To
     * cancel the future asks the task to end. When the loop closes before the task has begun, it fails.
     *
     * @throws IllegalStateException on the thread of this loop: spawn the coroutine there, or await it
     * @throws RejectedExecutionException once the loop is closed
     */
    public <T extends @Nullable Object> CompletableFuture<T> submit(Callable<? extends Coroutine<T>> program) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("`submit` of " + this + " was called on thread `" + thread.getName()
                    + "`, its own, which must not wait for it: spawn the coroutine, or await it");
        }
        return Submission.to(this, program);
    }

    /** Tells the exception handler of this loop's options about a failure that nobody else is told about. */
    public void report(String sentence, Throwable failure) {
        report(new Trouble(Trouble.Kind.CALLBACK_FAILED, sentence, failure, null));
    }

    /** Tells the exception handler of this loop's options about something that nobody else is told about. */
    public void report(Trouble trouble) {
        confine("report");
        tell(trouble);
    }

    /** As {@link #report(Trouble)}, on any thread. */
    void tell(Trouble trouble) {
        options.handler.accept(trouble);
    }

    /**
     * Ends the loop in order: cancels its tasks, runs until they have ended, but no longer than {@link
     * LoopOptions#shutdownWithin} allows, runs the callbacks that other threads have left, reports failures nobody was told
     * about, and closes the engine. The second call does nothing.
     *
     * @throws IllegalStateException if a loop runs on this thread
     */
    @Override
    public void close() {
        confine("close");
        refuseNested("close");
        if (closed) {
            return;
        }
        try {
            Cancellation.ofChildren(root, new CancelReason(CancelReason.Kind.SHUTDOWN, null, this));
            endTasks();
        } finally {
            closed = true;
            diagnosis.close();
            try {
                root.children.reportUnretrieved();
                scheduler.ledger().close();
            } finally {
                closeScheduler();
            }
        }
    }

    private void endTasks() {
        Alarm bound = Alarm.at(scheduler, scheduler.deadlineAfter(Sleep.nanosOf(options.grace)), () -> {});
        runUntil(() -> root.children.haveEnded() || bound.isOver());
        bound.cancel();
        for (Task<?> task : tasks()) {
            Throwable place = new Throwable(task.activity());
            place.setStackTrace(task.awaitChain().toArray(StackTraceElement[]::new));
            report(new Trouble(
                    Trouble.Kind.LEFT_BEHIND,
                    task + " has not ended within " + options.grace + " of its cancellation and is left behind",
                    place,
                    task));
        }
    }

    private void closeScheduler() {
        try {
            scheduler.close();
        } catch (IOException e) {
            report(e);
        }
    }

    private void runUntil(BooleanSupplier finished) {
        refuseClosed();
        try {
            scheduler.run(finished);
        } catch (HangException hang) {
            throw diagnosis.explained(hang);
        } catch (IOException e) {
            throw Loop.<RuntimeException>sneaky(e);
        }
    }

    private void refuseClosed() {
        if (closed) {
            throw new IllegalStateException(this + " is closed");
        }
    }

    private static void refuseNested(String what) {
        Scheduler running = Scheduler.currentOrNull();
        if (running != null) {
            throw new IllegalStateException("`" + what + "` would block " + running.loop()
                    + ", which runs on this thread: await the coroutine, or spawn it");
        }
    }

    /** Refuses callers on other threads. */
    void confine(String what) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("`" + what + "` of " + this + " was called on thread `"
                    + Thread.currentThread().getName() + "`, but the loop belongs to thread `" + thread.getName()
                    + "`: use execute");
        }
    }

    /** What tasks and callbacks of this loop have on the thread. */
    ThreadContexts contexts() {
        return contexts;
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }

    void taskEnded() {
        ended++;
    }

    int nextTaskNumber() {
        return ++tasks;
    }

    /** The task whose step runs, or this loop: in callbacks, and when it does not run. */
    Object whoIsRunning() {
        Strand running = scheduler.running();
        return running != null ? running : this;
    }

    private void startDetached(Frame<?> coroutine) {
        root.children.spawnDetached(coroutine);
    }

    private void report(Throwable failure) {
        report("a callback of " + this + " failed", failure);
    }

    @SuppressWarnings("unchecked")
    static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }

    @Override
    public String toString() {
        return "loop `" + options.name + "`";
    }
}
