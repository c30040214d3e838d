package dev.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.annotation.Async;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class EngineChoiceTest {
    private final @Nullable String configured = System.getProperty(EngineChoice.PROPERTY);

    @AfterEach
    void restore() {
        set(configured);
    }

    private static void set(@Nullable String value) {
        if (value == null) {
            System.clearProperty(EngineChoice.PROPERTY);
        } else {
            System.setProperty(EngineChoice.PROPERTY, value);
        }
    }

    @Async
    private static Coroutine<String> engineName() {
        return Coroutines.done(Loop.current().metrics().engine());
    }

    private static String nameOf(EngineChoice choice) throws IOException {
        try (Engine engine = choice.open()) {
            return engine.name();
        }
    }

    @Test
    void isAutomaticUnlessConfigured() {
        set(null);
        assertThat(EngineChoice.configured()).isEqualTo(EngineChoice.AUTO);
    }

    @Test
    void isReadFromTheSystemProperty() {
        for (EngineChoice choice : EngineChoice.values()) {
            set(choice.toString());
            assertThat(EngineChoice.configured()).isEqualTo(choice);
        }
        set("nio");
        assertThat(Loop.<String>run(engineName())).isEqualTo("nio");
    }

    @Test
    void ofAnEngineThatDoesNotExistIsRefused() {
        set("kqueue");
        assertThatThrownBy(() -> Loop.open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dheddle.engine=kqueue: there is no such engine, but [auto, nio, epoll]");
    }

    @Test
    void ofTheOptionsIsStrongerThanThatOfTheSystemProperty() {
        set("kqueue");
        String name = Loop.run(LoopOptions.defaults().engine(EngineChoice.NIO), engineName());
        assertThat(name).isEqualTo("nio");
    }

    @Test
    void takesEpollWhereItCanBeHad() throws IOException {
        Epoll.assumeAvailable();
        assertThat(nameOf(EngineChoice.AUTO)).isEqualTo("epoll");
    }

    @Test
    void takesNioWhereEpollCannotBeHad() throws IOException {
        assumeTrue(NativeAccess.obstacle() != null);
        assertThat(nameOf(EngineChoice.AUTO)).isEqualTo("nio");
    }

    @Test
    void ofEpollWhereItCannotBeHadIsRefusedWithTheReason() {
        assumeTrue(Runtime.version().feature() < 22);
        assertThatThrownBy(() -> Loop.open(LoopOptions.defaults().engine(EngineChoice.EPOLL)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("the epoll engine cannot be had: it needs a JDK 22 or newer");
    }
}
