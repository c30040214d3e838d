package dev.heddle.proof.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.proof.drive.Point;
import dev.heddle.proof.jar.ClassLoom;
import dev.heddle.proof.jar.ClassOutcome;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.files.RunningJdk;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class InjectorTest {
    private static final int SEEDS = 40;

    /** What the tests inject. */
    public static class Program {
        private final Object lock = new Object();
        private int calls;

        public static long fibonacci(int n) {
            return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
        }

        public static int viaCallback(int n) {
            IntUnaryOperator half = i -> i / 2;
            return half.applyAsInt(n) + 1;
        }

        public static void fail(String message) {
            throw new IllegalStateException(new StringBuilder(message).reverse().toString());
        }

        public static int locked() {
            Program program = new Program();
            for (int i = 0; i < 3; i++) {
                synchronized (program.lock) {
                    if (program.calls++ > 0) {
                        continue;
                    }
                    program.calls += 10;
                }
            }
            return program.calls;
        }
    }

    @Test
    void anInjectedMethodSuspendsAndReturnsWhatItReturnedBefore() throws Throwable {
        for (long seed = 0; seed < SEEDS; seed++) {
            Class<?> program = define(seed);
            long before = Point.suspensions();
            assertThat(call(program, "fibonacci", 12)).isEqualTo(144L);
            assertThat(call(program, "viaCallback", 8)).isEqualTo(5);
            assertThat(Point.suspensions() - before).isGreaterThan(100);
        }
    }

    @Test
    void noPointIsPutUnderAMonitor() throws Throwable {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(call(define(seed), "locked")).isEqualTo(13);
        }
    }

    @Test
    void anExceptionReachesTheCaller() throws Throwable {
        for (long seed = 0; seed < SEEDS; seed++) {
            Class<?> program = define(seed);
            assertThatThrownBy(() -> call(program, "fail", "abc"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("cba");
        }
    }

    @Test
    void callersAndReflectionSeeTheMethodsTheyKnow() throws Throwable {
        assertThat(Arrays.stream(define(1).getDeclaredMethods())
                        .filter(method -> !method.getName().startsWith(Injector.PREFIX))
                        .map(Method::getName))
                .containsExactlyInAnyOrder("fibonacci", "viaCallback", "fail", "locked", "lambda$viaCallback$0");
    }

    @Test
    void theSameSeedChoosesTheSamePoints() throws Throwable {
        Injector injector = new Injector(7, ClassBytes.NONE);
        byte[] once = Objects.requireNonNull(injector.inject(program())).classFile();
        byte[] again = Objects.requireNonNull(injector.inject(program())).classFile();
        byte[] other = Objects.requireNonNull(new Injector(8, ClassBytes.NONE).inject(program()))
                .classFile();
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    private static Class<?> define(long seed) throws Throwable {
        ClassOutcome outcome = new ClassLoom(seed, ClassBytes.NONE, RunningJdk.INSTANCE).weave(program());
        assertThat(outcome).isInstanceOf(ClassOutcome.Woven.class);
        ClassOutcome.Woven woven = (ClassOutcome.Woven) outcome;
        assertThat(woven.refused()).isEmpty();
        ClassLoader loader = new ClassLoader(InjectorTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                byte[] bytes = woven.classes().get(name.replace('.', '/'));
                Class<?> known = findLoadedClass(name);
                return known != null
                        ? known
                        : bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
            }
        };
        return loader.loadClass(Program.class.getName());
    }

    private static Object call(Class<?> program, String name, Object... arguments) throws Throwable {
        Method method = Arrays.stream(program.getMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException thrown) {
            throw Objects.requireNonNull(thrown.getCause());
        }
    }

    private static byte[] program() throws IOException {
        String file = "/" + Program.class.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(InjectorTest.class.getResourceAsStream(file))) {
            return in.readAllBytes();
        }
    }
}
