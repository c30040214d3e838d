package dev.heddle.migrate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Java sources on disk, all in one encoding. Immutable. */
public record SourceFolder(Path root, Charset encoding) {
    /**
     * All sources, by name; none if there is no such folder.
     *
     * @throws IOException also for a file that is not in this encoding
     */
    public List<SourceFile> read() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<SourceFile> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                sources.add(new SourceFile(file, text(file)));
            }
        }
        return sources;
    }

    /**
     * Writes a file that has been read from here, in one step and with its permissions.
     *
     * @throws IOException also if the file has been changed since, or the text cannot be written in this encoding
     */
    public void write(Migration.Change change) throws IOException {
        Path file = change.before().path().toRealPath();
        if (!text(file).equals(change.before().text())) {
            throw new IOException(file + " has been changed in the meantime; nothing was written to it");
        }
        Path written = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
        try {
            Files.writeString(written, change.after(), encoding);
            if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
                Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(file));
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private String text(Path file) throws IOException {
        try {
            return Files.readString(file, encoding);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not in the encoding " + encoding, e);
        }
    }
}
