package dev.heddle.transform.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;

/**
 * Changes files so that nobody ever reads half of one: new bytes are written beside a file and then take its place in one
 * step. What has the right bytes already is not touched. Stateless.
 */
class Replacing {
    private static final String BESIDE = ".heddle";

    /** Sees to it that a file has these bytes, and if it is written, this time. */
    void write(Path file, byte[] bytes, FileTime modified) throws IOException {
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = file.resolveSibling(file.getFileName() + BESIDE);
        try {
            Files.write(beside, bytes);
            Files.setLastModifiedTime(beside, modified);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Deletes what an interrupted run has left beside class files. */
    final void deleteLeftovers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().endsWith(".class" + BESIDE)) {
                    delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
