package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.heddle.Coroutine;
import dev.heddle.coroutine.Frame;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** Awaited calls whose method is selected by the class of the receiver: what they find, what they cost, what they keep. */
final class InlineCacheTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The frame of the measured method, its boxes, and what the measurement costs; nothing that grows. */
    private static final long CONSTANT_BYTES = 64 * 1024;

    private static final SortedMap<String, byte[]> COMPILED =
            Sources.in("programs").classFiles();
    private static final SortedMap<String, byte[]> WOVEN =
            Program.woven(COMPILED).classFiles();

    private final ClassLoader programs = new Program(WOVEN).define();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6})
    void callsOnWovenReceiversAllocateNothingHoweverManyClassesThereAre(int classes) throws Throwable {
        Object shelves = shelves(programs, classes);
        int turns = 3_000_000;
        Object expected = start(programs, "takeFromEach", shelves, turns);

        long before = allocated();
        Object result = start(programs, "takeFromEach", shelves, turns);
        long bytes = allocated() - before;

        assertThat(result).isEqualTo(expected);
        assertThat(bytes).isLessThan(CONSTANT_BYTES);
    }

    @Test
    void aReceiverThatIsNotWovenIsCalledByItsPublicFace() throws Throwable {
        SortedMap<String, byte[]> half = new TreeMap<>(WOVEN);
        for (String plain :
                List.of("programs/Implementations$B", "programs/Implementations$D", "foreign/Shelves$Hidden")) {
            half.put(plain, COMPILED.get(plain));
        }
        ClassLoader halfWoven = new Program(half).define();

        for (int round = 0; round < 2; round++) {
            assertThat(start(halfWoven, "takeFromEach", shelves(halfWoven, 6), 600))
                    .isEqualTo(start(programs, "takeFromEach", shelves(programs, 6), 600));
            assertThat(start(halfWoven, "hidden")).isEqualTo(3);
        }
    }

    @Test
    void anOverrideThatIsNotWovenIsNotPassedOverByTheDirectFormItInherits() throws Throwable {
        SortedMap<String, byte[]> half = new TreeMap<>(WOVEN);
        half.put("programs/Implementations$B", COMPILED.get("programs/Implementations$B"));
        ClassLoader halfWoven = new Program(half).define();
        Object derived = Array.get(shelves(halfWoven, 3), 2);

        assertThat(List.of(start(halfWoven, "take", derived, 15), start(halfWoven, "take", derived, 15)))
                .containsExactly(15, 15);
    }

    @Test
    void aClassThatTheCallerCannotSeeIsCalledInItsDirectForm() throws Throwable {
        assertThat(start(programs, "hidden")).isEqualTo(3);
        assertThat(start(programs, "guarded")).isEqualTo(33);
        assertThat(start(programs, "closed")).isEqualTo(5 + 7 - 100);
        assertThat(start(programs, "hooked")).isEqualTo(-10 - 20);
    }

    @Test
    void aReceiverOfAClassThatWasDefinedLaterIsCalledInItsDirectForm() throws Throwable {
        start(programs, "takeFromEach", shelves(programs, 6), 600);
        ClassLoader later = child(programs, "programs/Implementations$A");
        Object shelf = newShelf(later);
        assertThat(shelf.getClass())
                .isNotSameAs(Array.get(shelves(programs, 1), 0).getClass());

        start(programs, "take", shelf, 3);
        Object single = Array.newInstance(programs.loadClass("foreign.Shelf"), 1);
        Array.set(single, 0, shelf);
        start(programs, "takeFromEach", single, 2_000_000);
        long before = allocated();
        start(programs, "takeFromEach", single, 2_000_000);
        assertThat(allocated() - before).isLessThan(CONSTANT_BYTES);
    }

    @Test
    void aCallSiteDoesNotKeepTheClassesOfItsReceivers() throws Throwable {
        WeakReference<ClassLoader> plugin = callAndForget();
        for (int attempt = 0; attempt < 50 && plugin.get() != null; attempt++) {
            System.gc();
        }
        assertThat(plugin.get()).isNull();
        assertThat(start(programs, "take", Array.get(shelves(programs, 1), 0), 15))
                .isEqualTo(7);
    }

    private WeakReference<ClassLoader> callAndForget() throws Throwable {
        ClassLoader plugin = child(programs, "programs/Implementations$A");
        Object shelf = newShelf(plugin);
        for (int i = 0; i < 3; i++) {
            assertThat(start(programs, "take", shelf, 15)).isEqualTo(7);
        }
        return new WeakReference<>(plugin);
    }

    @Test
    void aNullReceiverFailsAtTheLineOfTheCall() throws Throwable {
        for (int round = 0; round < 3; round++) {
            assertThatThrownBy(() -> start(programs, "take", null, 1))
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessage("Cannot invoke \"foreign.Shelf.take(int)\" because the receiver is null")
                    .satisfies(thrown -> assertThat(thrown.getStackTrace()[0])
                            .hasToString("programs.Selecting.take$resume(Selecting.java:15)"));
            start(programs, "take", Array.get(shelves(programs, round + 1), round), 1);
        }
    }

    @Test
    void aMethodThatIsNotThereFailsAsInAPlainCall() throws Throwable {
        SortedMap<String, byte[]> broken = new TreeMap<>(WOVEN);
        broken.putAll(Sources.of("foreign.Shelf", "package foreign; public interface Shelf { void other(); }")
                .classFiles());
        ClassLoader without = new Program(broken).define();
        assertThatThrownBy(() -> start(without, "take", Array.get(shelves(without, 1), 0), 1))
                .isExactlyInstanceOf(NoSuchMethodError.class)
                .hasMessageContaining("take");

        broken.putAll(Sources.of("foreign.Shelf", """
                package foreign;
                public abstract class Shelf { public abstract dev.heddle.Coroutine<Integer> take(int n); }
                """).classFiles());
        broken.putAll(Sources.of(
                        "foreign.Shelves", "package foreign; public class Shelves { public static class Guarded {} }")
                .classFiles());
        ClassLoader changed = new Program(broken).define();
        assertThatThrownBy(() -> start(changed, "take", null, 1))
                .isExactlyInstanceOf(IncompatibleClassChangeError.class);
    }

    @Test
    void anAbstractMethodFailsAsInAPlainCall() throws Throwable {
        ClassNode node = new ClassNode();
        new ClassReader(Sources.of("programs.Empty", "package programs; class Empty {}")
                        .classFiles()
                        .get("programs/Empty"))
                .accept(node, 0);
        node.interfaces = List.of("foreign/Shelf");
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        SortedMap<String, byte[]> with = new TreeMap<>(WOVEN);
        with.put("programs/Empty", writer.toByteArray());
        ClassLoader loader = new Program(with).define();
        Object empty = instance(loader.loadClass("programs.Empty"));
        for (int round = 0; round < 2; round++) {
            assertThatThrownBy(() -> start(loader, "take", empty, 1)).isExactlyInstanceOf(AbstractMethodError.class);
        }
    }

    @Test
    void manyThreadsLinkOneSiteAtTheSameTime() throws Throwable {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 30; round++) {
                ClassLoader fresh = new Program(WOVEN).define();
                Object shelves = shelves(fresh, 6);
                start(fresh, "guarded"); // what is raced for is one site
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Future<Object>> results = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    results.add(pool.submit((Callable<Object>) () -> {
                        together.await();
                        try {
                            return start(fresh, "takeFromEach", shelves, 600);
                        } catch (Throwable failed) {
                            throw new AssertionError(failed);
                        }
                    }));
                }
                for (Future<Object> result : results) {
                    assertThat(result.get()).isEqualTo(start(programs, "takeFromEach", shelves(programs, 6), 600));
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** A loader of its own for one class and its frames; the others are those of {@code parent}. */
    private static ClassLoader child(ClassLoader parent, String className) {
        return new ClassLoader(parent) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                String internal = name.replace('.', '/');
                if (!internal.startsWith(className)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                byte[] classFile = WOVEN.get(internal);
                return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
            }
        };
    }

    private static Object newShelf(ClassLoader loader) throws ReflectiveOperationException {
        return instance(loader.loadClass("programs.Implementations$A"));
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Object shelves(ClassLoader loader, int classes) throws ReflectiveOperationException {
        Method kinds = loader.loadClass("programs.Implementations").getDeclaredMethod("kinds", int.class);
        kinds.setAccessible(true);
        return kinds.invoke(null, classes);
    }

    private static Object start(ClassLoader loader, String name, Object... arguments) throws Throwable {
        for (Method method : loader.loadClass("programs.Selecting").getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return ((Frame<?>) (Coroutine<?>) method.invoke(null, arguments)).start();
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
