package dev.heddle.transform.files;

import dev.heddle.transform.SourceFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The source folders of a project. Immutable. */
public final class SourceFolders implements SourceFiles {
    private final List<Path> folders;
    private final Charset encoding;

    /** Files are looked for in the order of the folders. */
    public SourceFolders(List<Path> folders, Charset encoding) {
        this.folders = List.copyOf(folders);
        this.encoding = encoding;
    }

    @Override
    public List<String> lines(String file) {
        for (Path folder : folders) {
            Path source = folder.resolve(file);
            if (Files.isRegularFile(source)) {
                try {
                    return Files.readAllLines(source, encoding);
                } catch (IOException unreadable) {
                    return List.of(); // the message is there without it
                }
            }
        }
        return List.of();
    }
}
