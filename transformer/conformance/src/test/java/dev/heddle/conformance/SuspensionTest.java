package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Suspension;
import dev.heddle.transform.emit.StatesAttribute;
import dev.heddle.transform.plan.StateTable;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A suspended frame tells where it is and what its variables hold, at run time and by its class file. */
final class SuspensionTest {
    private static final String SOURCE = """
            package suspended;

            import static dev.heddle.Coroutines.await;
            import static dev.heddle.Coroutines.done;

            import dev.heddle.Awaitable;
            import dev.heddle.Coroutine;
            import dev.heddle.annotation.Async;

            class Variables {
                @Async
                static Coroutine<String> method(Awaitable<Integer> awaited, boolean flag) {
                    char letter = 'x';
                    byte small = (byte) awaited.hashCode();
                    long wide = 1L << 40;
                    double real = 0.5;
                    String text = "text", nothing = null;
                    int n = await(awaited);
                    return done(letter + text + nothing + small + flag + wide + real + await(awaited) + n);
                }

                @Async
                Coroutine<Variables> instance(Awaitable<Integer> awaited) {
                    await(awaited);
                    return done(this);
                }
            }
            """;

    private final Program program =
            Program.woven(Sources.of("suspended.Variables", SOURCE).classFiles());

    @Test
    void aColdFrameShowsItsArguments() throws Exception {
        Frame<?> frame = (Frame<?>) method("method").invoke(null, Never.INSTANCE, true);

        Suspension cold = Suspension.of(frame);
        assertThat(cold.position()).hasToString("suspended.Variables.method(Variables.java:13)");
        assertThat(cold.variables()).isEqualTo(Map.of("awaited", Never.INSTANCE, "flag", true));
    }

    @Test
    void aSuspendedFrameShowsItsVariablesAsTheSourceTypesThem() throws Throwable {
        Frame<?> frame = (Frame<?>) method("method").invoke(null, Never.INSTANCE, true);
        assertThat(Awaits.suspended(frame.start())).isSameAs(frame);

        Suspension suspended = Suspension.of(frame);
        assertThat(suspended.position()).hasToString("suspended.Variables.method(Variables.java:18)");
        assertThat(suspended.variables())
                .containsEntry("flag", true)
                .containsEntry("letter", 'x')
                .containsEntry("small", (byte) Never.INSTANCE.hashCode())
                .containsEntry("wide", 1L << 40)
                .containsEntry("real", 0.5)
                .containsEntry("text", "text")
                .containsEntry("nothing", null)
                .hasSize(8);
    }

    @Test
    void theReceiverIsShown() throws Throwable {
        Method method = method("instance");
        var constructor = method.getDeclaringClass().getDeclaredConstructor();
        constructor.setAccessible(true);
        Object receiver = constructor.newInstance();
        Frame<?> frame = (Frame<?>) method.invoke(receiver, Never.INSTANCE);
        frame.start();

        assertThat(Suspension.of(frame).variables()).isEqualTo(Map.of("this", receiver));
    }

    @Test
    void aRunningFrameShowsNothing() throws Throwable {
        Frame<?> frame = new Awaiting<>(() -> null);
        assertThat(Suspension.of(frame)).isNull();
    }

    @Test
    void theClassFileTellsLinesAndVariablesOfEachState() {
        StateTable table = StatesAttribute.read(program.classFiles().get("suspended/Variables$method$Coroutine"));

        assertThat(text(table)).isEqualTo("""
                method (Ldev/heddle/Awaitable;Z)Ldev/heddle/Coroutine;
                13: a0 awaited Ldev/heddle/Awaitable;, i0 flag Z
                18: a0 awaited Ldev/heddle/Awaitable;, i0 flag Z, i1 letter C, i2 small B, j0 wide J, d0 real D, \
                a1 text Ljava/lang/String;,  nothing Ljava/lang/String;
                19: i0 n I
                """);
    }

    private static String text(StateTable table) {
        return table.method() + " " + table.descriptor() + "\n"
                + table.states().stream()
                        .map(state -> state.line() + ": " + variables(table, state.variables()) + "\n")
                        .collect(Collectors.joining());
    }

    private static String variables(StateTable table, List<Integer> numbers) {
        return numbers.stream()
                .map(number -> table.variables().get(number))
                .map(variable -> variable.slot() + " " + variable.name() + " " + variable.descriptor())
                .collect(Collectors.joining(", "));
    }

    private Method method(String name) throws ReflectiveOperationException {
        Class<?> owner = program.define().loadClass("suspended.Variables");
        for (Method method : owner.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new NoSuchMethodException(name);
    }

    /** Never done. */
    private static final class Never implements Awaitable<Integer> {
        static final Never INSTANCE = new Never();

        @Override
        public Coroutine<Integer> toCoroutine() {
            return new Frame<>() {
                @Override
                protected Object resume(Object value, Throwable failure) {
                    state = 1;
                    return this;
                }
            };
        }
    }
}
