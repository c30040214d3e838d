package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs the cases of a class blocking and woven, in every mode, and compares the traces. A failing test shows the mode and
 * both traces, one beside the other.
 */
final class Differential {
    /** Enough for what the recursive cases need under the oracle. */
    private static final long LARGE_STACK = 512L << 20;

    private static final int SHOWN_FAILURES = 3;

    private Differential() {}

    /** One test for each case of a class, and one for the verification of all that is compiled with it. */
    static List<DynamicTest> tests(String className, SortedMap<String, byte[]> compiled) {
        return tests(className, compiled, compiled);
    }

    /** The same where what is woven was compiled in another way. */
    static List<DynamicTest> tests(
            String className, SortedMap<String, byte[]> compiled, SortedMap<String, byte[]> toWeave) {
        return tests(className, compiled, () -> Program.woven(toWeave));
    }

    /** The same where it is woven in another way. */
    static List<DynamicTest> tests(String className, SortedMap<String, byte[]> compiled, Supplier<Program> weaving) {
        Program oracle = Program.oracle(compiled);
        Lazily<Program> woven = new Lazily<>(weaving);
        Entries oracleEntries = new Entries(oracle, className);
        Entries wovenEntries = new Entries(woven, className);
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("verifies", () -> assertThat(woven.get().verify()).isPositive()));
        for (String entry : oracleEntries.names()) {
            tests.add(dynamicTest(entry, () -> onLargeStack(() -> compare(oracleEntries, wovenEntries, entry))));
        }
        return tests;
    }

    /**
     * What is different in the cases of a class, found one after the other; for many programs that are nearly the same.
     *
     * @param modes by the number of awaits that may fail
     */
    static Stream<String> mismatches(String className, Program oracle, Program woven, IntFunction<List<Mode>> modes) {
        return mismatches(className, oracle, woven, modes, DirectDriver::new);
    }

    /** The same where what awaits no futures is driven in another way. */
    static Stream<String> mismatches(
            String className,
            Program oracle,
            Program woven,
            IntFunction<List<Mode>> modes,
            Supplier<? extends Driver> drivers) {
        Entries blocking = new Entries(oracle, className);
        Entries suspending = new Entries(woven, className);
        return blocking.names().stream()
                .flatMap(entry -> onLargeStack(() -> mismatches(blocking, suspending, entry, modes, drivers)).stream()
                        .map(mismatch -> entry + ", " + mismatch));
    }

    private static List<String> mismatches(
            Entries blocking,
            Entries suspending,
            String entry,
            IntFunction<List<Mode>> modes,
            Supplier<? extends Driver> drivers) {
        Script plain = Script.run(Mode.PLAIN, new DirectDriver(), blocking.entry(entry));
        List<String> found = new ArrayList<>();
        int failing = Math.min(plain.awaits(), blocking.limits(entry).failing());
        for (Mode mode : modes.apply(failing)) {
            Script expected = Script.run(mode.at(Mode.Pace.READY), new DirectDriver(), blocking.entry(entry));
            Driver driver = expected.awaitsFutures() ? new HotDriver() : drivers.get();
            Script actual = Script.run(mode, driver, suspending.entry(entry));
            if (!expected.trace().lines().equals(actual.trace().lines())) {
                found.add(mode + "\n" + beside(expected, actual));
            }
        }
        return found;
    }

    /** A case without futures needs no runtime but the trampoline; each runs on a loop as well. */
    private static Void compare(Entries oracle, Entries woven, String entry) {
        Case limits = oracle.limits(entry);
        Script plain = Script.run(Mode.PLAIN, new DirectDriver(), oracle.entry(entry));
        List<String> failures = new ArrayList<>();
        try (LoopDriver loop = new LoopDriver()) {
            for (Mode mode : Mode.failures(Math.min(plain.awaits(), limits.failing()))) {
                Script expected = Script.run(mode, new DirectDriver(), oracle.entry(entry));
                for (Mode.Pace pace : Mode.Pace.values()) {
                    for (Driver driver :
                            List.of(expected.awaitsFutures() ? new HotDriver() : new DirectDriver(), loop)) {
                        Script actual = Script.run(mode.at(pace), driver, woven.entry(entry));
                        if (!expected.trace().lines().equals(actual.trace().lines())) {
                            failures.add(mode.at(pace) + ", "
                                    + driver.getClass().getSimpleName() + "\n" + beside(expected, actual));
                        }
                    }
                }
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(entry + " differs in " + failures.size() + " modes, the first of them:\n"
                    + String.join("\n", failures.subList(0, Math.min(SHOWN_FAILURES, failures.size()))));
        }
        return null;
    }

    static String beside(Script expected, Script actual) {
        List<String> left = expected.trace().lines();
        List<String> right = actual.trace().lines();
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < Math.max(left.size(), right.size()); line++) {
            String blocking = line < left.size() ? left.get(line) : "-";
            String woven = line < right.size() ? right.get(line) : "-";
            if (blocking.equals(woven)) {
                text.append("      same  ").append(blocking).append('\n');
            } else {
                text.append("  blocking  ").append(blocking).append('\n');
                text.append("     woven  ").append(woven).append('\n');
            }
        }
        return text.toString();
    }

    private static <T> T onLargeStack(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "case", LARGE_STACK);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A value made at the first use; a failure is thrown at every use. */
    private static final class Lazily<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private T value;

        Lazily(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public T get() {
            if (value == null) {
                value = maker.get();
            }
            return value;
        }
    }

    /** The methods of one defined program that are marked with {@link Case}. */
    private static final class Entries {
        private final Lazily<Program> program;
        private final String className;
        private final Lazily<Class<?>> shared;

        Entries(Program program, String className) {
            this(new Lazily<>(() -> program), className);
        }

        Entries(Lazily<Program> program, String className) {
            this.program = program;
            this.className = className;
            this.shared = new Lazily<>(this::define);
        }

        List<String> names() {
            return cases().map(Method::getName).toList();
        }

        Case limits(String entry) {
            return method(shared.get(), entry).getAnnotation(Case.class);
        }

        Driver.Entry entry(String entry) {
            Class<?> owner = limits(entry).classes() == Case.Classes.FRESH ? define() : shared.get();
            Method method = method(owner, entry);
            method.setAccessible(true);
            return () -> {
                try {
                    return method.invoke(null);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            };
        }

        private Stream<Method> cases() {
            return Arrays.stream(shared.get().getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Case.class))
                    .sorted(Comparator.comparing(Method::getName));
        }

        private static Method method(Class<?> owner, String name) {
            try {
                return owner.getDeclaredMethod(name);
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e);
            }
        }

        private Class<?> define() {
            try {
                return Class.forName(className, false, program.get().define());
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    }
}
