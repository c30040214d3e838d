package dev.heddle.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** The epoll engine, for tests that are skipped where it cannot be had. */
public final class Epoll {
    private Epoll() {}

    /** An engine. */
    public static Engine open() throws IOException {
        return EngineChoice.EPOLL.open();
    }

    /** A descriptor that nobody of this library knows, and that is readable when {@link #signal} has been called. */
    public static int newDescriptor() throws IOException {
        return EpollEngine.check(NativeAccess.calls(), NativeAccess.calls().eventDescriptor());
    }

    /** Makes that descriptor readable. */
    public static void signal(int descriptor) {
        NativeAccess.calls().signal(descriptor);
    }

    /** Closes that descriptor. */
    public static void close(int descriptor) {
        NativeAccess.calls().close(descriptor);
    }

    /** An engine of that choice; ends the test if that is the epoll engine and there is none. */
    public static Engine openOrSkip(EngineChoice choice) throws IOException {
        if (choice == EngineChoice.EPOLL) {
            assumeAvailable();
        }
        return choice.open();
    }

    /** Ends a test, or what is done before all of them, where there is none. */
    public static void assumeAvailable() {
        String obstacle = NativeAccess.obstacle();
        assumeTrue(obstacle == null, () -> "no epoll engine: " + obstacle);
    }
}
