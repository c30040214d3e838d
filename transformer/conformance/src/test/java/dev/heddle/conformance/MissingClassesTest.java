package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Weaver;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * A class that the weaver cannot find makes no difference to what woven code does: each class that a program names, one after
 * the other, is hidden while it is woven and there when it runs.
 */
final class MissingClassesTest {
    private static final Mode SUSPENDING = Mode.PLAIN.at(Mode.Pace.SUSPENDS);

    /** Whether a {@code close()} awaits is in the class of what is closed and the types above it, so these are needed. */
    private static final String NEEDED = ".*Closeable|.*Resource.*|dev/heddle/TaskScope|dev/heddle/AsyncStream";

    private static final String MEETING = """
            package missing;

            import static dev.heddle.Coroutines.await;
            import static dev.heddle.Coroutines.done;

            import dev.heddle.Coroutine;
            import dev.heddle.annotation.Async;
            import dev.heddle.conformance.Case;
            import dev.heddle.conformance.Probe;

            public class Meeting {
                static class Base {
                    int number = 1;
                    int add(Base other, long more) {
                        return number + other.number + (int) more;
                    }
                }
                static class Left extends Base {}
                static class Middle extends Base {}
                static class Right extends Middle {}
                interface Named {
                    String name();
                }
                static class First implements Named {
                    public String name() { return "first"; }
                }
                static class Second implements Named {
                    public String name() { return "second"; }
                }
                static Base kept;

                @Case
                @Async
                static Coroutine<Integer> receiverAndArgument() {
                    Base a = await(Probe.of(true)) ? new Left() : new Right();
                    Base b = await(Probe.of(false)) ? new Right() : new Left();
                    int sum = a.add(b, await(Probe.of(4L)));
                    return done(sum + a.number + (await(Probe.of(true)) ? a : b).add(await(Probe.of(true)) ? b : a, 1L));
                }

                @Case
                @Async
                static Coroutine<Integer> fields() {
                    Base a = await(Probe.of(true)) ? new Left() : new Right();
                    a.number = await(Probe.of(6));
                    kept = a;
                    (await(Probe.of(true)) ? new Left() : new Middle()).number = 3;
                    return done(kept.number + a.number);
                }

                @Case
                @Async
                static Coroutine<Integer> arrays() {
                    Base[] bases = await(Probe.of(true)) ? new Left[1] : new Right[2];
                    bases[0] = await(Probe.of(true)) ? new Left() : null;
                    return done(numbers(bases) + bases[0].number);
                }

                static int numbers(Base[] bases) {
                    return bases[0].number + bases.length;
                }

                @Case
                @Async
                static Coroutine<String> interfaces() {
                    Named named = await(Probe.of(true)) ? new First() : new Second();
                    String first = named.name();
                    named = await(Probe.of(true)) ? new Second() : named;
                    return done(first.concat(await(Probe.of(" "))).concat(named.name()));
                }

                @Case
                @Async
                static Coroutine<Integer> loops() {
                    Base current = new Left();
                    int sum = 0;
                    for (int i = 0; i < 4; i++) {
                        sum += current.number + await(Probe.of(i));
                        current = i % 2 == 0 ? new Middle() : current;
                        current.number += i;
                    }
                    return done(sum + current.add(current, 0L));
                }
            }
            """;

    private static final String MERGING = """
            package missing;

            import static dev.heddle.Coroutines.await;
            import static dev.heddle.Coroutines.done;

            import dev.heddle.Coroutine;
            import dev.heddle.annotation.Async;
            import dev.heddle.conformance.Probe;

            class Merging {
                interface Gone {}
                interface Named extends Gone {}

                static Named named() { return null; }

                static int number(Named named) { return 3; }

                @Async
                static Coroutine<Integer> handled() {
                    int first = await(Probe.of(1));
                    int second = await(Probe.of(2));
                    try {
                        Named named = named(); // in the local that the failure has when the method is resumed
                        return done(first + number(named) + await(Probe.of(second)));
                    } catch (RuntimeException failed) {
                        return done(first);
                    }
                }

                @Async
                final Coroutine<Integer> handledOnAnObject() {
                    int first = await(Probe.of(1));
                    int second = await(Probe.of(2));
                    try {
                        Named named = named();
                        return done(hashCode() + first + number(named) + await(Probe.of(second)));
                    } catch (RuntimeException failed) {
                        return done(first + hashCode());
                    }
                }
            }
            """;

    @TestFactory
    @Tag("proof")
    Stream<DynamicTest> programsAreWovenWithAnyClassMissing() {
        Sources sources = Sources.in("cases");
        return sources.files().stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    SortedMap<String, byte[]> compiled = sources.classFilesOf(file);
                    compare(Sources.className(file), compiled, compiled);
                }));
    }

    @TestFactory
    @Tag("proof")
    Stream<DynamicTest> programsWithoutStackMapsAreWovenWithAnyClassMissing() {
        Sources cases = Sources.in("cases", "--release", "17", "-g", "-XDstringConcat=inline");
        return cases.files().stream()
                .filter(file -> Set.of("Exceptions.java", "Locals.java", "NewObjects.java", "Operands.java")
                        .contains(file.getFileName().toString()))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> downgraded(Sources.className(file), cases.classFilesOf(file))));
    }

    @Test
    void classesThatMeetAreWovenWithAnyOfThemMissing() throws Throwable {
        downgraded("missing.Meeting", Sources.of("missing.Meeting", MEETING).classFiles());
    }

    @Test
    void wovenCodeWithoutStackMapsNeedsNoFurtherClassToBeVerified() {
        SortedMap<String, byte[]> old =
                new TreeMap<>(Sources.of("missing.Merging", MERGING).classFiles());
        old.replaceAll((name, classFile) -> Downgrade.to(Opcodes.V1_5, classFile));
        SortedMap<String, byte[]> woven = new TreeMap<>(Program.woven(old).classFiles());
        woven.remove("missing/Merging$Gone");
        ClassLoader loader = new Program(woven).define();
        assertThatCode(() -> Class.forName("missing.Merging", false, loader).getDeclaredConstructors())
                .doesNotThrowAnyException();
    }

    private static void downgraded(String className, SortedMap<String, byte[]> classFiles) throws Throwable {
        SortedMap<String, byte[]> compiled = Downgrade.withoutNewInstructions(classFiles);
        SortedMap<String, byte[]> old = new TreeMap<>(compiled);
        old.replaceAll((name, classFile) -> Downgrade.to(Opcodes.V1_5, classFile));
        compare(className, compiled, old);
    }

    private static void compare(String className, SortedMap<String, byte[]> compiled, SortedMap<String, byte[]> toWeave)
            throws Throwable {
        Program oracle = Program.oracle(compiled);
        Set<Map<String, Integer>> seen = new HashSet<>();
        for (String hidden : named(toWeave)) {
            Program woven = Program.woven(toWeave, new Weaver(without(hidden, Program.classPath(toWeave))));
            if (seen.add(hashes(woven))) {
                assertThat(Differential.mismatches(className, oracle, woven, awaits -> List.of(SUSPENDING)))
                        .as("without " + hidden)
                        .isEmpty();
            }
        }
    }

    private static ClassBytes without(String hidden, ClassBytes classPath) {
        return name -> name.equals(hidden) ? null : classPath.find(name);
    }

    private static Map<String, Integer> hashes(Program program) {
        Map<String, Integer> hashes = new TreeMap<>();
        program.classFiles().forEach((name, classFile) -> hashes.put(name, Arrays.hashCode(classFile)));
        return hashes;
    }

    /** All classes that the constant pools name, but those of the JDK. */
    private static Set<String> named(SortedMap<String, byte[]> classFiles) {
        Set<String> named = new TreeSet<>();
        for (byte[] classFile : classFiles.values()) {
            ClassReader reader = new ClassReader(classFile);
            char[] buffer = new char[reader.getMaxStringLength()];
            for (int item = 1; item < reader.getItemCount(); item++) {
                int at = reader.getItem(item);
                if (at > 0 && classFile[at - 1] == 7) {
                    String name = reader.readUTF8(at, buffer).replaceAll("^\\[+L|;$", "");
                    if (!name.startsWith("java/") && !name.startsWith("[") && !name.matches(NEEDED)) {
                        named.add(name);
                    }
                }
            }
        }
        return named;
    }
}
