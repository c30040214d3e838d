package dev.heddle.transform.files;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.FileNames;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of a class path: directories and jars in order, then the running JDK. Of a multi-release jar the base
 * entries are seen. What does not exist or is no archive is passed over, as {@code java} does. A class that was asked for
 * once is remembered, so the files must not change while this is open. Any thread.
 */
public final class ClassPath implements ClassBytes, Closeable {
    private final List<Entry> entries;
    private final Map<String, Optional<byte[]>> found = new ConcurrentHashMap<>();

    private ClassPath(List<Entry> entries) {
        this.entries = entries;
    }

    /** Opens the jars and directories at {@code paths}; to be closed after use. */
    public static ClassPath open(List<Path> paths) {
        List<Entry> entries = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                entries.add(new Directory(path));
            } else if (Files.isRegularFile(path)) {
                openArchive(path).ifPresent(entries::add);
            }
        }
        return new ClassPath(List.copyOf(entries));
    }

    private static Optional<Entry> openArchive(Path path) {
        try {
            return Optional.of(
                    new Archive(new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.baseVersion())));
        } catch (IOException noArchive) {
            return Optional.empty();
        }
    }

    @Override
    public byte @Nullable [] find(String internalName) {
        return FileNames.isBelow(internalName)
                ? found.computeIfAbsent(internalName, this::search).orElse(null)
                : null;
    }

    private Optional<byte[]> search(String internalName) {
        for (Entry entry : entries) {
            try {
                byte[] bytes = entry.read(internalName + ".class");
                if (bytes != null) {
                    return Optional.of(bytes);
                }
            } catch (IOException | IllegalArgumentException unreadable) {
                // a damaged entry is as good as none: the weaver copes with classes it cannot find
                continue;
            }
        }
        return Optional.ofNullable(RunningJdk.INSTANCE.find(internalName));
    }

    @Override
    public void close() {
        for (Entry entry : entries) {
            try {
                entry.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private interface Entry extends Closeable {
        byte @Nullable [] read(String path) throws IOException;
    }

    private record Directory(Path root) implements Entry {
        @Override
        public byte @Nullable [] read(String path) throws IOException {
            Path file = root.resolve(path.replace('/', File.separatorChar));
            return Files.isRegularFile(file) ? ClassFiles.read(file) : null;
        }

        @Override
        public void close() {}
    }

    private record Archive(JarFile jar) implements Entry {
        @Override
        public byte @Nullable [] read(String path) throws IOException {
            ZipEntry entry = jar.getEntry(path);
            if (entry == null) {
                return null;
            }
            try (InputStream in = jar.getInputStream(entry)) {
                return ClassFile.read(in);
            }
        }

        @Override
        public void close() throws IOException {
            jar.close();
        }
    }
}
