package dev.heddle.engine;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which engine talks to the operating system for a loop. Any thread. */
public enum EngineChoice {
    /**
     * {@link #EPOLL} where it can be had without a warning of the virtual machine, else {@link #NIO}. The first time that it
     * has to be the latter, the logger {@code dev.heddle.engine} says why: at level DEBUG where that is to be expected, as
     * WARNING where it is not.
     */
    AUTO {
        @Override
        public Engine open() throws IOException {
            String obstacle = NativeAccess.obstacle();
            if (obstacle != null) {
                fallBack(Level.DEBUG, obstacle);
                return NIO.open();
            }
            try {
                return EPOLL.open();
            } catch (IOException | UnsupportedOperationException failure) {
                fallBack(Level.WARNING, failure.toString());
                return NIO.open();
            }
        }
    },

    /** The selector of the JDK: everywhere. */
    NIO {
        @Override
        public Engine open() throws IOException {
            return NioEngine.open();
        }
    },

    /**
     * The calls of Linux themselves, made through the foreign-function interface: on x86-64 and AArch64, with a JDK 22 or
     * newer. The virtual machine prints a warning, or refuses, unless it is started with {@code --enable-native-access}.
     */
    EPOLL {
        @Override
        public Engine open() throws IOException {
            try {
                return EpollEngine.open(NativeAccess.calls());
            } catch (UnsupportedOperationException reason) {
                throw new UnsupportedOperationException(
                        "the epoll engine cannot be had: " + reason.getMessage(), reason);
            }
        }
    };

    /** The system property that {@link #configured} reads. */
    public static final String PROPERTY = "heddle.engine";

    private static final AtomicBoolean FELL_BACK = new AtomicBoolean();

    /**
     * What {@code -Dheddle.engine} says: {@code auto}, {@code nio} or {@code epoll}; {@link #AUTO} if it is not set.
     *
     * @throws IllegalArgumentException if it says something else
     */
    public static EngineChoice configured() {
        String name = System.getProperty(PROPERTY, "auto");
        for (EngineChoice choice : values()) {
            if (choice.toString().equals(name)) {
                return choice;
            }
        }
        throw new IllegalArgumentException(
                "-D" + PROPERTY + "=" + name + ": there is no such engine, but " + Arrays.toString(values()));
    }

    /**
     * Opens an engine for one loop.
     *
     * @throws UnsupportedOperationException if this engine cannot be had here; says why
     */
    public abstract Engine open() throws IOException;

    private static void fallBack(Level level, String reason) {
        if (FELL_BACK.compareAndSet(false, true)) {
            Logger logger = System.getLogger("dev.heddle.engine");
            logger.log(level, "loops use the engine nio, as epoll cannot be had: " + reason);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
