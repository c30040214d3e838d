package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
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
    @EnumSource(Mode.Pace.class)
    void aCalleeThatIsNotWovenIsCalledByItsPublicFace(Mode.Pace pace) throws ReflectiveOperationException {
        SortedMap<String, byte[]> half = new TreeMap<>(Program.woven(compiled).classFiles());
        half.put("programs/Callee", compiled.get("programs/Callee"));
        assertRuns(new Program(half), pace);
    }

    private static void assertRuns(Program program, Mode.Pace pace) throws ReflectiveOperationException {
        Method run = program.define().loadClass("programs.Linking").getDeclaredMethod("run");
        run.setAccessible(true);
        Script script = Script.run(Mode.PLAIN.at(pace), new DirectDriver(), () -> run.invoke(null));
        assertThat(script.trace().lines()).endsWith("returned a0b1(zero);a1b1(many);");
    }
}
