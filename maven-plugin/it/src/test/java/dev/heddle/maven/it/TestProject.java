package dev.heddle.maven.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A fresh copy of one of the projects in {@code src/projects}, outside the reactor, with this build's plugin and runtime. */
final class TestProject {
    final Path folder;
    private final Maven maven;
    private final LocalRepository repository;

    private TestProject(Path folder, Maven maven, LocalRepository repository) {
        this.folder = folder;
        this.maven = maven;
        this.repository = repository;
    }

    /** For the Maven that runs this test. */
    static TestProject copyOf(String name) throws IOException {
        return copyOf(name, Maven.outer());
    }

    /** For another Maven. A project without sources gets those of {@code greeting}. */
    static TestProject copyOf(String name, Maven maven) throws IOException {
        return copyOf(name, maven, name + "-" + maven.name());
    }

    /** A copy of its own, for a test that shares its project with others. */
    static TestProject copyOf(String name, String copy) throws IOException {
        return copyOf(name, Maven.outer(), copy);
    }

    private static TestProject copyOf(String name, Maven maven, String copy) throws IOException {
        Path work = Heddle.freshFolder(copy);
        Path folder = work.resolve("project");
        Path original = Path.of("src/projects").resolve(name).toAbsolutePath();
        Heddle.copy(original, folder);
        if (!Files.exists(folder.resolve("src"))
                && !Files.readString(original.resolve("pom.xml")).contains("<modules>")) {
            Heddle.copy(original.resolveSibling("greeting").resolve("src"), folder.resolve("src"));
        }
        return new TestProject(folder, maven, LocalRepository.withThisBuild(work.resolve("repository")));
    }

    Command.Outcome maven(String... arguments) throws IOException, InterruptedException {
        return Command.maven(maven, folder, repository, List.of(arguments)).run();
    }

    /** Runs a class of the project that prints; the folders and jars are of its class path, below {@code target}. */
    Command.Outcome java(String mainClass, String... places) throws IOException, InterruptedException {
        String path = Stream.concat(Stream.of(places).map(each -> "target/" + each), Stream.of(Javac.classPath()))
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

    /** The hashes of all class files of the project, by the name of the file. */
    SortedMap<String, String> classes() throws IOException {
        return Heddle.classes(file("target/classes"));
    }

    /** The jar of an artifact of Heddle with which this project is built, and no other one. */
    Path jar(String artifact) {
        return repository.jar(artifact);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a file of the project. */
    void edit(String name, String text) throws IOException {
        Path file = file(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Changes a part of a file of the project. */
    void replace(String name, String part, String other) throws IOException {
        String text = Files.readString(file(name));
        if (!text.contains(part)) {
            throw new IllegalArgumentException("`" + name + "` has no `" + part + "`");
        }
        edit(name, text.replace(part, other));
    }
}
