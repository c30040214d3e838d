package dev.heddle.transform.files;

import dev.heddle.transform.SourceFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The source folders of a project. Immutable. */
public final class SourceFolders implements SourceFiles {
    private final List<Path> folders;
    private final Charset encoding;

    /** Files are looked for in the order of the folders. */
    public SourceFolders(List<Path> folders, Charset encoding) {
        this.folders = List.copyOf(folders);
        this.encoding = encoding;
    }

    /** Where a file is; empty if no folder has it. */
    public Optional<Path> find(String file) {
        return folders.stream()
                .flatMap(folder -> below(folder, file).stream())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public List<String> lines(String file) {
        return find(file).map(this::lines).orElse(List.of());
    }

    /** A message is there without its line, too. */
    private List<String> lines(Path source) {
        try {
            return Files.readAllLines(source, encoding);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Empty for what leads out of the folder, or is no path: a class file may say anything of its source. */
    private static Optional<Path> below(Path folder, String file) {
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path source = root.resolve(file).normalize();
            return source.startsWith(root) ? Optional.of(source) : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
