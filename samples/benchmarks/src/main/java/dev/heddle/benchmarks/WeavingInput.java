package dev.heddle.benchmarks;

import dev.heddle.transform.files.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Class files for the weaver: programs that the running JDK's compiler has just made, and the JDK's own classes. */
final class WeavingInput {
    /** Async methods in all programs. */
    static final int METHODS = 200;

    /** Classes of the JDK. */
    static final int CLASSES = 2_000;

    private static final int METHODS_OF_A_PROGRAM = 4;
    private static final String PROGRAM = """
            import static dev.heddle.Coroutines.*;

            import dev.heddle.*;
            import dev.heddle.annotation.Async;
            import java.io.IOException;
            import java.util.*;

            class NAME {
                private final Map<String, Integer> known = new HashMap<>();

                @Async Coroutine<Integer> price(String item) throws IOException {
                    await(yieldNow());
                    if (item.isEmpty()) {
                        throw new IOException("no item");
                    }
                    return done(item.length() * 7);
                }

                @Async Coroutine<Integer> total(List<String> items, int discount) throws IOException {
                    int sum = 0;
                    for (String item : items) {
                        sum += await(price(item));
                    }
                    return done(sum - discount);
                }

                @Async Coroutine<Integer> cached(String item) {
                    Integer cached = known.get(item);
                    if (cached != null) {
                        return done(cached);
                    }
                    int price;
                    try {
                        price = await(price(item));
                    } catch (IOException e) {
                        price = -1;
                    } finally {
                        known.remove("last");
                    }
                    known.put(item, price);
                    return done(price);
                }

                @Async Coroutine<String> offer(String a, String b, long limit) throws IOException {
                    long first = await(price(a)), second = await(price(b));
                    StringBuilder text = new StringBuilder(a).append(await(cached(b)));
                    while (text.length() < limit && first + second > text.length()) {
                        text.append(await(total(List.of(a, b), (int) second)));
                    }
                    return done(text.append(first > second ? a : b).toString());
                }
            }
            """;

    private WeavingInput() {}

    /** Programs with four async methods each: calls, a loop, a cache with try and finally, operands across awaits. */
    static List<byte[]> programs() throws IOException {
        Path folder = Files.createTempDirectory("weaving");
        try {
            List<String> arguments = new ArrayList<>(
                    List.of("-g", "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
            for (int program = 0; program < METHODS / METHODS_OF_A_PROGRAM; program++) {
                String name = "Program" + program;
                Path source = Files.writeString(folder.resolve(name + ".java"), PROGRAM.replace("NAME", name));
                arguments.add(source.toString());
            }
            JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
            if (javac.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
                throw new IllegalStateException("the programs do not compile");
            }
            return read(folder, METHODS / METHODS_OF_A_PROGRAM);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** Class files of {@code java.base}, in the order of their names. */
    static List<byte[]> classesOfTheJdk() throws IOException {
        return read(FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base"), CLASSES);
    }

    /** What the programs were compiled against. */
    static ClassPath classPath() {
        String[] paths = System.getProperty("java.class.path").split(File.pathSeparator);
        return ClassPath.open(Arrays.stream(paths).map(Path::of).toList());
    }

    private static List<byte[]> read(Path folder, int most) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .limit(most)
                    .map(WeavingInput::read)
                    .toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
