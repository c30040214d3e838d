package dev.heddle.maven.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A throw-away local Maven repository that shows everything of the outer build's one but its own artifacts of {@code
 * dev.heddle}. Its folders are links, so what an inner build downloads is there for the next one too.
 */
final class LocalRepository {
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
        repository.install("heddle-maven-plugin", "maven-plugin");
        repository.install("heddle-runtime", "runtime");
        return repository;
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
        Files.copy(Heddle.ROOT.resolve(module).resolve("pom.xml"), target.resolve(name + ".pom"));
        Path jar = Heddle.jar(module, artifact, "");
        if (!module.equals(".")) {
            Files.copy(jar, target.resolve(name + ".jar"));
        }
    }
}
