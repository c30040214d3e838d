package dev.heddle.maven.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bug in the weaver: where it keeps a {@code long}, its stack maps have null in that place. All else in the jar stays as it is,
 * and so it is the verifier of the jar that meets it.
 */
final class PlantedBug {
    private static final String CLASS = "dev/heddle/transform/emit/StackMaps.class";

    /** The names of constants of ASM as a constant pool has them (JVMS §4.4.7): a tag, the length in two bytes, and the text. */
    private static final String RIGHT = "\1\0\4LONG";

    private static final String WRONG = "\1\0\4NULL";

    /** A class in which the bug shows. */
    static final String PROGRAM = """
            package app;

            import static dev.heddle.Coroutines.*;

            import dev.heddle.Coroutine;
            import dev.heddle.annotation.Async;
            import java.util.concurrent.CompletableFuture;

            class Sum {
                @Async
                static Coroutine<Long> sum(CompletableFuture<Long> price, long before) {
                    return done(await(price) + before);
                }
            }
            """;

    private PlantedBug() {}

    /** A copy with the bug of a jar that has the weaver. */
    static Path inCopyOf(Path jar, Path copy) throws IOException {
        Files.copy(jar, copy);
        in(copy);
        return copy;
    }

    /** Changes a jar that has the weaver. */
    static void in(Path jar) throws IOException {
        try (FileSystem archive = FileSystems.newFileSystem(jar)) {
            Path file = archive.getPath(CLASS);
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (bytes.split(RIGHT, -1).length != 2) {
                throw new AssertionError(jar + "!/" + CLASS + " does not name the constant once");
            }
            Files.writeString(file, bytes.replace(RIGHT, WRONG), StandardCharsets.ISO_8859_1);
        }
    }
}
