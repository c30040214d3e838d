package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Woven code does what blocking code does, in methods of bytecode made from seeds: {@code -Dheddle.seeds=1000-1999} for
 * other ones. A seed that fails is named, with the mode and both traces, and becomes a case of its own.
 */
final class RandomBytecodeTest {
    private static final int METHODS_IN_A_CLASS = 40;
    private static final int SHOWN_FAILURES = 3;
    private static final List<Mode.Pace> PACES =
            List.of(Mode.Pace.READY, Mode.Pace.SUSPENDS, Mode.Pace.OTHER_THREAD, Mode.Pace.MIXED_1);
    private static final List<Mode.Pace> PACES_OF_FAILURES = List.of(Mode.Pace.SUSPENDS, Mode.Pace.MIXED_1);

    @Test
    void randomMethodsDoWhatBlockingOnesDo() {
        compare(System.getProperty("heddle.seeds", "1-400"));
    }

    @Test
    @Tag("proof")
    void aHundredThousandRandomMethodsDoWhatBlockingOnesDo() {
        compare(System.getProperty("heddle.seeds", "1-100000"));
    }

    private static void compare(String seeds) {
        long first = Long.parseLong(seeds.split("-")[0]);
        long last = Long.parseLong(seeds.split("-")[1]);
        System.out.println("random methods of the seeds " + seeds);
        List<String> failures = new ArrayList<>();
        long awaits = 0;
        for (long from = first; from <= last && failures.size() < SHOWN_FAILURES; from += METHODS_IN_A_CLASS) {
            long[] batch = LongStream.rangeClosed(from, Math.min(last, from + METHODS_IN_A_CLASS - 1))
                    .toArray();
            awaits += compare(batch, failures);
        }
        assertThat(failures).isEmpty();
        assertThat(awaits).as("awaits, of which there are some in every method").isGreaterThan(last - first);
    }

    /** Returns how many awaits there were. */
    private static int compare(long[] seeds, List<String> failures) {
        Class<?> blocking;
        Class<?> woven;
        SortedMap<String, byte[]> compiled = RandomClass.of(seeds);
        blocking = define(Program.oracle(compiled));
        try {
            woven = define(Program.woven(compiled));
        } catch (RuntimeException | LinkageError notWoven) {
            if (seeds.length == 1) {
                failures.add("seed " + seeds[0] + ": " + notWoven);
            } else {
                LongStream.of(seeds).forEach(seed -> compare(new long[] {seed}, failures));
            }
            return 0;
        }
        int awaits = 0;
        for (long seed : seeds) {
            awaits += compare(seed, entry(blocking, seed), entry(woven, seed), failures);
        }
        return awaits;
    }

    private static int compare(long seed, Driver.Entry blocking, Driver.Entry woven, List<String> failures) {
        int awaits = 0;
        for (Mode mode :
                modes(seed, Script.run(Mode.PLAIN, new DirectDriver(), blocking).awaits())) {
            Script expected = Script.run(mode, new DirectDriver(), blocking);
            awaits += expected.awaits();
            for (Mode.Pace pace : mode.equals(Mode.PLAIN) ? PACES : PACES_OF_FAILURES) {
                Script actual = Script.run(mode.at(pace), new DirectDriver(), woven);
                if (!expected.trace().lines().equals(actual.trace().lines())) {
                    failures.add("seed " + seed + ", " + mode.at(pace) + "\n" + Differential.beside(expected, actual));
                    return awaits;
                }
            }
        }
        return awaits;
    }

    /** Without a failure, and with some failure at one or two of the awaits. */
    private static List<Mode> modes(long seed, int awaits) {
        List<Mode> modes = new ArrayList<>(List.of(Mode.PLAIN));
        SplittableRandom random = new SplittableRandom(seed);
        Mode.Failure[] failures = Mode.Failure.values();
        for (int i = Math.min(awaits, 3); i > 0; i--) {
            Mode.Failure failure = failures[random.nextInt(failures.length)];
            modes.add(new Mode(Mode.Pace.READY, 1 + random.nextInt(awaits), failure));
        }
        return modes;
    }

    private static Class<?> define(Program program) {
        try {
            Class<?> owner = Class.forName(RandomClass.NAME.replace('/', '.'), false, program.define());
            assertThat(owner.getDeclaredMethods()).isNotEmpty(); // verifies the class
            return owner;
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Driver.Entry entry(Class<?> owner, long seed) {
        Method method = Arrays.stream(owner.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals("m" + seed))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> found.get(0)));
        method.setAccessible(true);
        return () -> {
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(RandomBytecodeTest::argument)
                    .toArray();
            try {
                Object receiver = Modifier.isStatic(method.getModifiers())
                        ? null
                        : owner.getConstructor().newInstance();
                return method.invoke(receiver, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
    }

    private static Object argument(Class<?> type) {
        if (type == int.class) {
            return 9;
        } else if (type == long.class) {
            return 1L << 33;
        } else if (type == float.class) {
            return 0.5f;
        } else if (type == double.class) {
            return 2.25;
        } else if (type == int[].class) {
            return new int[] {1, 2, 3};
        }
        return type == Object[].class ? new Object[] {"a", 1, null} : "argument";
    }
}
