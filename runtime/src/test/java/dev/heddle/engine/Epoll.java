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

    /** Ends a test, or what is done before all of them, where there is none. */
    public static void assumeAvailable() {
        String obstacle = NativeAccess.obstacle();
        assumeTrue(obstacle == null, () -> "no epoll engine: " + obstacle);
    }
}
