package dev.heddle.maven.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Maven that is installed.
 *
 * @param name for example {@code apache-maven-3.9.16}
 */
record Maven(String name, Path home) {
    private static final String FOLDER_OF_OTHERS = "heddle.mavens";

    /** The one that runs this test. */
    static Maven outer() {
        return new Maven("outer", Path.of(System.getProperty("heddle.maven.home")));
    }

    /** Those that the long tests run on: the profile {@code proof} unpacks them, and without it, there is the outer one. */
    static List<Maven> all() {
        Path others = Path.of(System.getProperty(FOLDER_OF_OTHERS));
        if (!Files.isDirectory(others)) {
            return List.of(outer());
        }
        try (Stream<Path> homes = Files.list(others)) {
            return homes.sorted()
                    .map(home -> new Maven(home.getFileName().toString(), home))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file to start; archives do not keep that it can be. */
    Path command() throws IOException {
        Path command = home.resolve("bin").resolve("mvn");
        if (!Files.isExecutable(command) && !command.toFile().setExecutable(true)) {
            throw new IOException(command + " cannot be made executable");
        }
        return command;
    }

    @Override
    public String toString() {
        return name;
    }
}
