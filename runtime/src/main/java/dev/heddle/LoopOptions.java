package dev.heddle;

import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** How a {@link Loop} is to be opened. Immutable. */
public final class LoopOptions {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private static final LoopOptions DEFAULTS = new LoopOptions(
            "loop", LoopOptions::openNio, LoopOptions::log, GRACE, () -> {}, Interrupts.FROM_MAIN_THREAD);

    final String name;
    final Supplier<? extends Engine> engine;
    final BiConsumer<? super String, ? super Throwable> reporter;
    final Duration grace;
    final Runnable host;
    final Interrupts interrupts;

    private LoopOptions(
            String name,
            Supplier<? extends Engine> engine,
            BiConsumer<? super String, ? super Throwable> reporter,
            Duration grace,
            Runnable host,
            Interrupts interrupts) {
        this.name = name;
        this.engine = engine;
        this.reporter = reporter;
        this.grace = grace;
        this.host = host;
        this.interrupts = interrupts;
    }

    /** The selector engine of the JDK; reports go to the system logger {@code dev.heddle}. */
    public static LoopOptions defaults() {
        return DEFAULTS;
    }

    /** The same with a name, for messages. */
    public LoopOptions named(String name) {
        return new LoopOptions(name, engine, reporter, grace, host, interrupts);
    }

    /** The same with another engine; the supplier is asked once for each loop, which closes the engine in the end. */
    public LoopOptions engine(Supplier<? extends Engine> engine) {
        return new LoopOptions(name, engine, reporter, grace, host, interrupts);
    }

    /**
     * The same, with failures that nobody else is told about going to {@code reporter}: a sentence and the exception. It is
     * called on the loop thread.
     */
    public LoopOptions reporter(BiConsumer<? super String, ? super Throwable> reporter) {
        return new LoopOptions(name, engine, reporter, grace, host, interrupts);
    }

    /**
     * The same with another bound on closing: so long it waits for cancelled tasks to end before it reports them, with where
     * they stand, and leaves them behind. 30 seconds unless set.
     */
    public LoopOptions shutdownWithin(Duration grace) {
        return new LoopOptions(name, engine, reporter, grace, host, interrupts);
    }

    /**
     * The same for a loop that is driven by {@link Loop#turn}: {@code wakeUp} is called, on any thread, when the first
     * message after a turn arrives from another thread, so that the host can schedule the next turn.
     */
    public LoopOptions hosted(Runnable wakeUp) {
        return new LoopOptions(name, engine, reporter, grace, wakeUp, interrupts);
    }

    /** The same, with {@link Loop#run} leaving the signal INT to whoever handles it now. */
    public LoopOptions ignoringInterrupts() {
        return new LoopOptions(name, engine, reporter, grace, host, Interrupts.IGNORED);
    }

    private static Engine openNio() {
        try {
            return NioEngine.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void log(String sentence, Throwable failure) {
        System.getLogger("dev.heddle").log(System.Logger.Level.ERROR, sentence, failure);
    }
}
