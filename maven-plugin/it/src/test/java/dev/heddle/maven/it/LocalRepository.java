package dev.heddle.maven.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A throw-away local Maven repository that shows everything of the outer build's one but its own artifacts of {@code
 * dev.heddle}. Its folders are links, so what an inner build downloads is there for the next one too.
 */
final class LocalRepository {
    /**
     * What Maven has to be told about it. Each version notes by a key of its own where a file came from, and takes what has
     * another key, or stands behind a link, for missing; so none may write into the notes of the outer build.
     */
    static final List<String> OPTIONS = List.of(
            "-Daether.enhancedLocalRepository.trackingFilename=inner.repositories",
            "-Daether.lrm.enhanced.trackingFilename=inner.repositories",
            "-Daether.lrm.enhanced.verifyRealPath=false");

    final Path folder;

    private LocalRepository(Path folder) {
        this.folder = folder;
    }

    /** One without any artifact of {@code dev.heddle}. */
    static LocalRepository empty(Path folder) throws IOException {
        Path outer = Path.of(System.getProperty("heddle.maven.repository"));
        link(outer, folder, "dev");
        link(outer.resolve("dev"), folder.resolve("dev"), "heddle");
        Files.createDirectories(folder.resolve("dev/heddle"));
        return new LocalRepository(folder);
    }

    /** One with the artifacts of the build that runs this test, as `install` would put them there. */
    static LocalRepository withThisBuild(Path folder) throws IOException {
        LocalRepository repository = empty(folder);
        repository.install("heddle-parent", ".");
        repository.install("heddle-annotations", "annotations");
        repository.install("heddle-transformer", "transformer");
        repository.install("heddle-javac", "transformer/javac");
        repository.install("heddle-migrate", "maven-plugin/migrate");
        repository.install("heddle-maven-plugin", "maven-plugin");
        repository.install("heddle-runtime", "runtime");
        repository.install("heddle-bom", "runtime/bom");
        repository.installParentOfProjects();
        return repository;
    }

    /** The jar of an artifact of the build that runs this test; a copy, which a test may change. */
    Path jar(String artifact) {
        return folder.resolve("dev/heddle")
                .resolve(artifact)
                .resolve(Heddle.VERSION)
                .resolve(artifact + "-" + Heddle.VERSION + ".jar");
    }

    private void installParentOfProjects() throws IOException {
        Path target = Files.createDirectories(folder.resolve("dev/heddle/it/parent/1"));
        String pom = Files.readString(Path.of("src/projects/parent/pom.xml"));
        Files.writeString(target.resolve("parent-1.pom"), pom.replace("@version@", Heddle.VERSION));
    }

    private static void link(Path outer, Path inner, String except) throws IOException {
        Files.createDirectories(inner);
        if (!Files.isDirectory(outer)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(outer, Files::isDirectory)) {
            for (Path each : folders) {
                if (!each.endsWith(except)) {
                    Files.createSymbolicLink(inner.resolve(each.getFileName()), each.toRealPath());
                }
            }
        }
    }

    private void install(String artifact, String module) throws IOException {
        Path target = Files.createDirectories(
                folder.resolve("dev/heddle").resolve(artifact).resolve(Heddle.VERSION));
        String name = artifact + "-" + Heddle.VERSION;
        Path folderOfModule = Heddle.ROOT.resolve(module);
        Path withoutWhatIsInTheJar = folderOfModule.resolve("target/dependency-reduced-pom.xml");
        Files.copy(
                Files.exists(withoutWhatIsInTheJar) ? withoutWhatIsInTheJar : folderOfModule.resolve("pom.xml"),
                target.resolve(name + ".pom"));
        if (!Files.readString(folderOfModule.resolve("pom.xml")).contains("<packaging>pom</packaging>")) {
            Files.copy(Heddle.jar(module, artifact, ""), target.resolve(name + ".jar"));
        }
    }
}
