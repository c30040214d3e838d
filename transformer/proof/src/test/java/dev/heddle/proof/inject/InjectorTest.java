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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Type;

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

    /** Its bridge has the number and the parameters of the final method that it calls. */
    public static final class Texts extends Held<String> implements Supplier<String> {
        public static String text() {
            Supplier<String> texts = new Texts();
            return texts.get();
        }
    }

    /** What {@link Texts} inherits. */
    public static class Held<T extends Comparable<T>> {
        @SuppressWarnings("unchecked")
        private T held(boolean empty) {
            return (T) (empty ? "empty" : "held");
        }

        public final T get() {
            return held(Objects.toString(this).isEmpty());
        }
    }

    @Test
    void aBridgeAndTheFinalMethodThatItCallsAreBothInjected() throws Throwable {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(call(define(seed, Texts.class, Held.class), "text")).isEqualTo("held");
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
        return define(seed, Program.class);
    }

    /** All of them injected; the first is returned. */
    private static Class<?> define(long seed, Class<?>... classes) throws Throwable {
        Map<String, byte[]> library = new HashMap<>();
        for (Class<?> type : classes) {
            library.put(Type.getInternalName(type), classFile(type));
        }
        ClassLoom loom = new ClassLoom(seed, library::get, RunningJdk.INSTANCE);
        Map<String, byte[]> defined = new HashMap<>();
        for (byte[] classFile : library.values()) {
            ClassOutcome outcome = loom.weave(classFile);
            assertThat(outcome).isInstanceOf(ClassOutcome.Woven.class);
            ClassOutcome.Woven woven = (ClassOutcome.Woven) outcome;
            assertThat(woven.refused()).isEmpty();
            defined.putAll(woven.classes());
        }
        ClassLoader loader = new ClassLoader(InjectorTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                byte[] bytes = defined.get(name.replace('.', '/'));
                Class<?> known = findLoadedClass(name);
                return known != null
                        ? known
                        : bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
            }
        };
        return loader.loadClass(classes[0].getName());
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
        return classFile(Program.class);
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(InjectorTest.class.getResourceAsStream(file))) {
            return in.readAllBytes();
        }
    }
}
