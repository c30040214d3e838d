package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Woven code does what blocking code does, in methods of bytecode made from seeds: {@code -Dheddle.seeds=1000-1999} for
 * other ones. A seed that fails is named, with the mode and both traces, and becomes a case of its own. Methods run one after
 * the other, while the next ones are woven on threads of their own.
 */
final class RandomBytecodeTest {
    private static final int METHODS_IN_A_CLASS = 40;
    private static final int WEAVING_THREADS = 2;
    private static final int SHOWN_FAILURES = 3;
    private static final List<Mode.Pace> PACES =
            List.of(Mode.Pace.READY, Mode.Pace.SUSPENDS, Mode.Pace.OTHER_THREAD, Mode.Pace.MIXED_1);
    private static final List<Mode.Pace> PACES_OF_FAILURES = List.of(Mode.Pace.SUSPENDS, Mode.Pace.MIXED_1);

    @Test
    void randomMethodsDoWhatBlockingOnesDo() throws Exception {
        compare(Seeds.chosenOr(1, 400).toArray());
    }

    @Test
    @Tag("proof")
    void aHundredThousandRandomMethodsDoWhatBlockingOnesDo() throws Exception {
        compare(Seeds.chosenOr(1, 100_000).toArray());
    }

    private static void compare(long[] seeds) throws Exception {
        System.out.printf("random methods of the seeds %d-%d%n", seeds[0], seeds[seeds.length - 1]);
        List<String> failures = new ArrayList<>();
        long awaits = 0;
        ExecutorService weaving = Executors.newFixedThreadPool(WEAVING_THREADS);
        try {
            Deque<Future<Batch>> ahead = new ArrayDeque<>();
            int from = 0;
            while ((from < seeds.length || !ahead.isEmpty()) && failures.size() < SHOWN_FAILURES) {
                for (; from < seeds.length && ahead.size() <= WEAVING_THREADS; from += METHODS_IN_A_CLASS) {
                    long[] some = Arrays.copyOfRange(seeds, from, Math.min(seeds.length, from + METHODS_IN_A_CLASS));
                    ahead.add(weaving.submit(() -> Batch.of(some)));
                }
                awaits += compare(ahead.remove().get(), failures);
            }
        } finally {
            weaving.shutdownNow();
        }
        assertThat(failures).isEmpty();
        assertThat(awaits).as("awaits, of which there are some in every method").isGreaterThanOrEqualTo(seeds.length);
    }

    /** Returns how many awaits there were. */
    private static int compare(Batch batch, List<String> failures) {
        int awaits = 0;
        if (batch.notWoven() == null) {
            for (long seed : batch.seeds()) {
                awaits += compare(seed, entry(batch.blocking(), seed), entry(batch.woven(), seed), failures);
            }
        } else if (batch.seeds().length == 1) {
            failures.add("seed " + batch.seeds()[0] + ": " + batch.notWoven());
        } else {
            for (long seed : batch.seeds()) {
                awaits += compare(Batch.of(seed), failures);
            }
        }
        return awaits;
    }

    /** A class of the methods of some seeds, defined twice, unless it is not woven or does not verify. */
    private record Batch(long[] seeds, Class<?> blocking, Class<?> woven, Throwable notWoven) {
        static Batch of(long... seeds) {
            SortedMap<String, byte[]> compiled = RandomClass.of(seeds);
            Class<?> blocking = define(Program.oracle(compiled));
            try {
                return new Batch(seeds, blocking, define(Program.woven(compiled)), null);
            } catch (RuntimeException | LinkageError notWoven) {
                return new Batch(seeds, blocking, null, notWoven);
            }
        }
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
