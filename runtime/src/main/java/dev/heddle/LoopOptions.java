package dev.heddle;

import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** How a {@link Loop} is to be opened. Immutable. */
public final class LoopOptions {
    private static final LoopOptions DEFAULTS = new LoopOptions("loop", LoopOptions::openNio, LoopOptions::log);

    final String name;
    final Supplier<? extends Engine> engine;
    final BiConsumer<? super String, ? super Throwable> reporter;

    private LoopOptions(
            String name, Supplier<? extends Engine> engine, BiConsumer<? super String, ? super Throwable> reporter) {
        this.name = name;
        this.engine = engine;
        this.reporter = reporter;
    }

    /** The selector engine of the JDK; reports go to the system logger {@code dev.heddle}. */
    public static LoopOptions defaults() {
        return DEFAULTS;
    }

    /** The same with a name, for messages. */
    public LoopOptions named(String name) {
        return new LoopOptions(name, engine, reporter);
    }

    /** The same with another engine; the supplier is asked once for each loop, which closes the engine in the end. */
    public LoopOptions engine(Supplier<? extends Engine> engine) {
        return new LoopOptions(name, engine, reporter);
    }

    /**
     * The same, with failures that nobody else is told about going to {@code reporter}: a sentence and the exception. It is
     * called on the loop thread.
     */
    public LoopOptions reporter(BiConsumer<? super String, ? super Throwable> reporter) {
        return new LoopOptions(name, engine, reporter);
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
