package dev.heddle;

import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineChoice;
import dev.heddle.scheduling.Attention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a {@link Loop} is to be opened. Immutable. */
public final class LoopOptions {
    private static final LoopOptions DEFAULTS = new LoopOptions();

    String name = "loop";
    Supplier<? extends Engine> engine = () -> open(EngineChoice.configured());
    Consumer<? super Trouble> handler = Trouble::log;
    Duration grace = Duration.ofSeconds(30);
    Runnable host = () -> {};
    Interrupts interrupts = Interrupts.FROM_MAIN_THREAD;

    List<ThreadContext<?>> contexts = List.of();
    List<TaskListener> listeners = List.of();

    /** How long a step may take; null for what the process is told, zero for as long as it likes. */
    @Nullable
    Duration patience;

    boolean measured;
    Attention attention = Boolean.getBoolean("heddle.debug") ? Attention.FULL : Attention.CHEAP;

    private LoopOptions() {}

    private LoopOptions(LoopOptions other) {
        name = other.name;
        engine = other.engine;
        handler = other.handler;
        grace = other.grace;
        host = other.host;
        interrupts = other.interrupts;
        attention = other.attention;
        patience = other.patience;
        measured = other.measured;
        contexts = other.contexts;
        listeners = other.listeners;
    }

    private LoopOptions with(Consumer<? super LoopOptions> change) {
        LoopOptions changed = new LoopOptions(this);
        change.accept(changed);
        return changed;
    }

    /**
     * The engine that {@code -Dheddle.engine} names, or {@link EngineChoice#AUTO}; troubles go to the system logger
     * {@code dev.heddle}.
     */
    public static LoopOptions defaults() {
        return DEFAULTS;
    }

    /** The same with a name, for messages. */
    public LoopOptions named(String name) {
        return with(copy -> copy.name = name);
    }

    /**
     * The same with an engine of this kind, whatever {@code -Dheddle.engine} says. If it cannot be had, the loop is not
     * opened: an {@link UnsupportedOperationException} says why.
     */
    public LoopOptions engine(EngineChoice choice) {
        return engine(() -> open(choice));
    }

    /** The same with another engine; the supplier is asked once for each loop, which closes the engine in the end. */
    public LoopOptions engine(Supplier<? extends Engine> engine) {
        return with(copy -> copy.engine = engine);
    }

    /**
     * The same, with all that goes wrong and that no await tells of going to {@code handler}. It is called on the loop
     * thread, for {@link Trouble.Kind#SLOW_STEP} on that of the watchdog. What it throws ends the run of the loop.
     */
    public LoopOptions exceptionHandler(Consumer<? super Trouble> handler) {
        return with(copy -> copy.handler = handler);
    }

    /** As {@link #exceptionHandler}, for who wants no more of it than the sentence and the exception. */
    public LoopOptions reporter(BiConsumer<? super String, ? super Throwable> reporter) {
        return exceptionHandler(trouble -> reporter.accept(trouble.sentence(), trouble.failure()));
    }

    /**
     * The same in debug mode, which costs a stack trace for each coroutine that is made and each task: who makes a coroutine
     * and never awaits it is found for certain, with the whole stack, and so is a stream that nobody closes, a second await
     * names the first, and reports and dumps tell where tasks were spawned and what their variables hold. {@code
     * -Dheddle.debug=true} does it for all loops.
     */
    public LoopOptions debugging() {
        return with(copy -> copy.attention = Attention.FULL);
    }

    /** The same not in debug mode, whatever {@code -Dheddle.debug} says. */
    public LoopOptions notDebugging() {
        return with(copy -> copy.attention = Attention.CHEAP);
    }

    /**
     * The same with a watchdog: a daemon thread that looks at the loop a few times in {@code patience}, and reports a step
     * that takes longer while it does, with its task, the live stack, and who awaits what runs there. {@code
     * -Dheddle.watchdog=PT0.2S} does it for all loops that are not told otherwise here.
     *
     * @throws IllegalArgumentException if {@code patience} is not positive
     */
    public LoopOptions watchdog(Duration patience) {
        patience(patience);
        return with(copy -> copy.patience = patience);
    }

    /** The same without a watchdog, whatever {@code -Dheddle.watchdog} says. */
    public LoopOptions unwatched() {
        return with(copy -> copy.patience = Duration.ZERO);
    }

    static Duration patience(Duration patience) {
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("a step cannot end within " + patience);
        }
        return patience;
    }

    /** The same, with the clock read around each step and each tick, for {@link LoopMetrics.Times}. */
    public LoopOptions measured() {
        return with(copy -> copy.measured = true);
    }

    /** The same, with what is kept in thread locals going with each task from step to step; after what it carries already. */
    public LoopOptions carrying(ThreadContext<?> context) {
        return with(copy -> copy.contexts = and(contexts, context));
    }

    /** The same with somebody who is told of each step of each task; after those who are told already. */
    public LoopOptions listener(TaskListener listener) {
        return with(copy -> copy.listeners = and(listeners, listener));
    }

    private static <E> List<E> and(List<E> before, E last) {
        List<E> all = new ArrayList<>(before);
        all.add(last);
        return List.copyOf(all);
    }

    /**
     * The same with another bound on closing: so long it waits for cancelled tasks to end before it reports them, with where
     * they stand, and leaves them behind. 30 seconds unless set.
     */
    public LoopOptions shutdownWithin(Duration grace) {
        return with(copy -> copy.grace = grace);
    }

    /**
     * The same for a loop that is driven by {@link Loop#turn}: {@code wakeUp} is called, on any thread, when the first
     * message arrives from another thread after the loop was opened, after a turn, or after a run, so that the host can
     * schedule the next turn. A question of a {@link LoopInspector} is such a message, too. What the loop's own thread does
     * between two turns, such as spawning a task, is not told to it: it turns the loop afterwards.
     */
    public LoopOptions hosted(Runnable wakeUp) {
        return with(copy -> copy.host = wakeUp);
    }

    /** The same, with {@link Loop#run} leaving the signal INT to whoever handles it now. */
    public LoopOptions ignoringInterrupts() {
        return with(copy -> copy.interrupts = Interrupts.IGNORED);
    }

    private static Engine open(EngineChoice choice) {
        try {
            return choice.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
