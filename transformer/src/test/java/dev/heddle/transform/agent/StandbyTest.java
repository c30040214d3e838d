package dev.heddle.transform.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Fixture;
import dev.heddle.transform.NewerJava;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What stands in for a weaver that does not start: outside of the agent's jar there is none. */
class StandbyTest {
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program { @Async Coroutine<Integer> f() { return done(1); } }
            class Plain { int x = 1; }
            """);

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final Standby standby = new Standby(
            (Instrumentation) Proxy.newProxyInstance(
                    StandbyTest.class.getClassLoader(),
                    new Class<?>[] {Instrumentation.class},
                    (self, method, given) -> {
                        throw new AssertionError(method);
                    }),
            new PrintStream(messages, true, StandardCharsets.UTF_8));

    @Test
    void aWeaverThatDoesNotStartIsToldOfOnce() {
        for (String name : List.of("Program", "other/Program", "Program")) {
            assertThat(transform(name, PROGRAM.bytes("Program"))).isNull();
        }
        byte[] tooNew = NewerJava.withConstant(PROGRAM.bytes("Plain"), NewerJava.TAG, NewerJava.VERSION);
        assertThat(transform("Plain", tooNew)).isNull();
        assertThat(messages.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "heddle: the weaver does not start, `Program` and what else has to be woven runs unwoven: "
                                + "java.lang.IllegalStateException: `weaver.jar` is missing in the jar of the agent");
    }

    @Test
    void nothingIsStartedForAClassThatMentionsNothingOfHeddle() {
        assertThat(transform("Plain", PROGRAM.bytes("Plain"))).isNull();
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private byte @Nullable [] transform(String name, byte[] classFile) {
        return standby.transform(StandbyTest.class.getClassLoader(), name, null, null, classFile);
    }
}
