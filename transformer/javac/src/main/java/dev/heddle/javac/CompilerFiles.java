package dev.heddle.javac;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.tools.FileObject;
import org.jspecify.annotations.Nullable;

/**
 * The files of one compilation, as javac itself finds them: the class files that it writes, wherever its options or its caller
 * let them go, and those that it compiles against. Confined to the thread of the compiler.
 */
interface CompilerFiles {
    /** A class file of this compilation, to read it; null if it is known not to exist. */
    @Nullable
    FileObject output(WrittenClass type) throws IOException;

    /** The same, to write it. May be asked for once for each class. */
    FileObject replacement(WrittenClass type) throws IOException;

    /** A class file that was there before this compilation; null if there is none. */
    @Nullable
    FileObject input(String internalName) throws IOException;

    /** The bytes of a class file of this compilation; null if there is none. */
    default byte @Nullable [] read(WrittenClass type) throws IOException {
        return read(output(type));
    }

    /** Adds a class file. */
    default void add(WrittenClass type, byte[] classFile) throws IOException {
        try (OutputStream out = replacement(type).openOutputStream()) {
            out.write(classFile);
        }
    }

    /**
     * Puts bytes in the place of a class file that javac has written. On disk it is done without javac, which would take it for
     * a second class of that name, and can warn of such.
     */
    default void replace(WrittenClass type, byte[] classFile) throws IOException {
        Path file = onDisk(output(type));
        if (file == null) {
            add(type, classFile);
        } else {
            Files.write(file, classFile);
        }
    }

    /** Removes a class file, as far as such files can be removed. */
    default void delete(WrittenClass type) throws IOException {
        FileObject file = output(type);
        Path path = onDisk(file);
        if (path != null) {
            Files.delete(path);
        } else if (file != null) {
            file.delete();
        }
    }

    private static @Nullable Path onDisk(@Nullable FileObject file) {
        try {
            Path path = file == null ? null : Path.of(file.toUri());
            return path != null && Files.isRegularFile(path) ? path : null;
        } catch (IllegalArgumentException | FileSystemNotFoundException elsewhere) {
            return null;
        }
    }

    /** All bytes of a file; null if it does not exist. */
    static byte @Nullable [] read(@Nullable FileObject file) throws IOException {
        if (file == null) {
            return null;
        }
        try (InputStream in = file.openInputStream()) {
            return in.readAllBytes();
        } catch (FileNotFoundException | NoSuchFileException missing) {
            return null;
        }
    }
}
