package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that was fused across classes finds out when it runs whether the callee was woven. */
final class LinkingTest {
    private final SortedMap<String, byte[]> compiled = Sources.in("programs").classFiles();

    @ParameterizedTest
    @EnumSource(Mode.Pace.class)
    void aWovenCalleeIsCalledInItsDirectForm(Mode.Pace pace) throws ReflectiveOperationException {
        assertRuns(Program.woven(compiled), pace);
    }

    @ParameterizedTest
    @CsvSource({"static, C, 249", "static, C, 250", "static, C, 255", "'', new C(), 249", "'', new C(), 254"})
    void aCalleeMayHaveAsManyParametersAsAnyMethod(String modifier, String receiver, int count)
            throws ReflectiveOperationException {
        String parameters = IntStream.range(0, count).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
        String arguments = IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String source = """
                package programs;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.done;

                import dev.heddle.Coroutine;
                import dev.heddle.annotation.Async;
                import dev.heddle.conformance.Probe;

                class Many {
                    static final class C {
                        @Async
                        MODIFIER Coroutine<Integer> sum(PARAMETERS) {
                            return done(await(Probe.of(1000)) + p0 + p248);
                        }
                    }

                    @Async
                    static Coroutine<Integer> run() {
                        return done(await(RECEIVER.sum(ARGUMENTS)));
                    }
                }
                """.replace("MODIFIER", modifier)
                .replace("PARAMETERS", parameters)
                .replace("RECEIVER", receiver)
                .replace("ARGUMENTS", arguments);
        Program program = Program.woven(Sources.of("programs.Many", source).classFiles());
        assertThat(lines(program, "programs.Many", Mode.Pace.SUSPENDS)).endsWith("returned 1248");
    }

    @ParameterizedTest
    @EnumSource(Mode.Pace.class)
    void aCalleeThatIsNotWovenIsCalledByItsPublicFace(Mode.Pace pace) throws ReflectiveOperationException {
        SortedMap<String, byte[]> half = new TreeMap<>(Program.woven(compiled).classFiles());
        half.put("programs/Callee", compiled.get("programs/Callee"));
        assertRuns(new Program(half), pace);
    }

    private static void assertRuns(Program program, Mode.Pace pace) throws ReflectiveOperationException {
        assertThat(lines(program, "programs.Linking", pace)).endsWith("returned a0b1(zero);a1b1(many);hidden");
    }

    private static List<String> lines(Program program, String className, Mode.Pace pace)
            throws ReflectiveOperationException {
        Method run = program.define().loadClass(className).getDeclaredMethod("run");
        run.setAccessible(true);
        return Script.run(Mode.PLAIN.at(pace), new DirectDriver(), () -> run.invoke(null))
                .trace()
                .lines();
    }
}
