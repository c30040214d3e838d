package dev.heddle.maven.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A fresh copy of one of the projects in {@code src/projects}, outside the reactor, with this build's plugin and runtime. */
final class TestProject {
    final Path folder;
    private final LocalRepository repository;

    private TestProject(Path folder, LocalRepository repository) {
        this.folder = folder;
        this.repository = repository;
    }

    static TestProject copyOf(String name) throws IOException {
        Path work = Heddle.freshFolder(name);
        Path folder = work.resolve("project");
        Heddle.copy(Path.of("src/projects").resolve(name).toAbsolutePath(), folder);
        Path pom = folder.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("@version@", Heddle.VERSION));
        return new TestProject(folder, LocalRepository.withThisBuild(work.resolve("repository")));
    }

    Command.Outcome maven(String... arguments) throws IOException, InterruptedException {
        return Command.maven(folder, repository, List.of(arguments)).run();
    }

    /** Runs a class of the project that prints; the folders are of its class path, below {@code target}. */
    Command.Outcome java(String mainClass, String... folders) throws IOException, InterruptedException {
        String path = Stream.concat(Stream.of(folders).map(each -> "target/" + each), Stream.of(Javac.classPath()))
                .reduce((left, right) -> left + System.getProperty("path.separator") + right)
                .orElseThrow();
        return Command.java(folder, "-cp", path, mainClass).run();
    }

    /** The names of all files below {@code target/<name>}, sorted. */
    List<String> target(String name) throws IOException {
        Path root = folder.resolve("target").resolve(name);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
