package dev.heddle.engine;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that run once with each engine: it is that of all loops that do not say otherwise, those of child virtual machines
 * included. Where there is no epoll engine they are skipped the second time.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"NIO", "EPOLL"})
public abstract class OnEachEngine {
    @Parameter
    EngineChoice engine = EngineChoice.AUTO;

    private @Nullable String before;

    /** For tests that are made by JUnit. */
    protected OnEachEngine() {}

    /** The engine of this run. */
    protected final EngineChoice engine() {
        return engine;
    }

    @BeforeEach
    final void chooseEngine() {
        before = System.getProperty(EngineChoice.PROPERTY);
        if (engine == EngineChoice.EPOLL) {
            Epoll.assumeAvailable();
        }
        System.setProperty(EngineChoice.PROPERTY, engine.toString());
    }

    @AfterEach
    final void leaveEngineAsItWas() {
        if (before == null) {
            System.clearProperty(EngineChoice.PROPERTY);
        } else {
            System.setProperty(EngineChoice.PROPERTY, before);
        }
    }
}
