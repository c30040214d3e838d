package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What holds of weaving whatever the class: it repeats, it changes nothing the second time, it loads nothing. */
final class WeavingTest {
    private final SortedMap<String, byte[]> compiled = Sources.in("cases").classFiles();

    @Test
    void weavingTwiceGivesEqualBytes() {
        SortedMap<String, byte[]> once = Program.woven(compiled).classFiles();
        SortedMap<String, byte[]> again = Program.woven(compiled).classFiles();

        assertThat(again.keySet()).isEqualTo(once.keySet());
        assertThat(once.keySet()).allSatisfy(name -> assertThat(again.get(name)).isEqualTo(once.get(name)));
    }

    @Test
    void aWovenClassStaysAsItIs() {
        SortedMap<String, byte[]> woven = Program.woven(compiled).classFiles();
        Weaver weaver = new Weaver(Program.classPath(woven));

        assertThat(woven)
                .hasSizeGreaterThan(compiled.size())
                .allSatisfy((name, classFile) -> assertThat(weaver.weave(classFile))
                        .describedAs(name)
                        .isEqualTo(WeaveResult.Unchanged.INSTANCE));
    }

    @Test
    void aClassThatDoesNotAwaitStaysAsItIs() throws IOException {
        for (String name : new String[] {"java/lang/String", "org/junit/jupiter/api/Test", "dev/heddle/Coroutine"}) {
            byte[] classFile = Program.classPath(Map.of()).find(name);
            assertThat(new Weaver(Program.classPath(Map.of())).weave(classFile))
                    .isEqualTo(WeaveResult.Unchanged.INSTANCE);
        }
    }

    @Test
    void classesThatCannotBeFoundAreNoObstacle() throws ClassNotFoundException {
        SortedMap<String, byte[]> woven = new TreeMap<>(compiled);
        Weaver weaver = new Weaver(name -> null);
        compiled.forEach((name, classFile) -> {
            if (weaver.weave(classFile) instanceof WeaveResult.Woven done) {
                woven.put(name, done.classFile());
                woven.putAll(done.frames());
            }
        });

        assertThat(new Program(woven).verify()).isPositive();
    }

    @Test
    void weavingLoadsNoClassOfTheProgram() throws ReflectiveOperationException {
        Recorder recorder = new Recorder();
        Class<?> classBytes = recorder.loadClass("dev.heddle.transform.ClassBytes");
        Object classPath = Proxy.newProxyInstance(
                recorder,
                new Class<?>[] {classBytes},
                (proxy, method, arguments) -> Program.classPath(compiled).find((String) arguments[0]));
        Class<?> weaverType = recorder.loadClass("dev.heddle.transform.Weaver");
        Object weaver = weaverType.getConstructor(classBytes).newInstance(classPath);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(recorder);
        try {
            for (byte[] classFile : compiled.values()) {
                weaverType.getMethod("weave", byte[].class).invoke(weaver, (Object) classFile);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        assertThat(recorder.asked).anyMatch(name -> name.startsWith("dev.heddle.transform."));
        assertThat(recorder.asked)
                .noneMatch(name -> name.startsWith("cases.")
                        || name.startsWith("dev.heddle.") && !name.startsWith("dev.heddle.transform."));
    }

    /** Loads a transformer of its own and remembers which classes are asked for. */
    private static final class Recorder extends ClassLoader {
        private final Set<String> asked = new HashSet<>();

        Recorder() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            return super.loadClass(name, resolve);
        }

        @Override
        protected URL findResource(String name) {
            return ClassLoader.getSystemResource(name);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream resource = ClassLoader.getSystemResourceAsStream(name.replace('.', '/') + ".class")) {
                if (resource == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] classFile = resource.readAllBytes();
                return defineClass(name, classFile, 0, classFile.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
