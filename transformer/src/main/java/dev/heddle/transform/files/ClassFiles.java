package dev.heddle.transform.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The class files of a folder or a jar, and their names: paths with slashes. Stateless. */
final class ClassFiles {
    private static final String SUFFIX = ".class";

    private ClassFiles() {}

    /** Takes one class file. */
    interface Visitor {
        void visit(String name, byte[] classFile) throws IOException;
    }

    /** Whether an entry or file of that name holds code; module descriptors hold none. */
    static boolean isClassFile(String name) {
        return name.endsWith(SUFFIX)
                && !name.substring(name.lastIndexOf('/') + 1).equals("module-info.class");
    }

    static String withoutSuffix(String name) {
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** The file of a class that stands in the same folder as another one, also where that is below another root. */
    static String beside(String file, String internalName) {
        return file.substring(0, file.lastIndexOf('/') + 1)
                + internalName.substring(internalName.lastIndexOf('/') + 1)
                + SUFFIX;
    }

    /** Names the class files below a folder, sorted, with suffix. Links to folders are not followed. */
    static List<String> below(Path folder) throws IOException {
        Path root = folder.toRealPath();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> slashes(root.relativize(file)))
                    .filter(ClassFiles::isClassFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Reads a class file of a folder. */
    static byte[] read(Path file) throws IOException {
        Archive.checkClassSize(file.toString(), Files.size(file), Archive.Limits.DEFAULT.classFile());
        return Files.readAllBytes(file);
    }

    /** Visits all class files of a folder, by name, or of a jar, in its order. */
    static void visit(Path folderOrJar, Visitor visitor) throws IOException {
        if (Files.isDirectory(folderOrJar)) {
            for (String name : below(folderOrJar)) {
                visitor.visit(name, read(folderOrJar.resolve(name)));
            }
            return;
        }
        try (Archive archive = Archive.open(folderOrJar, Archive.Limits.DEFAULT)) {
            for (ZipEntry entry : archive.entries()) {
                if (isClassFile(entry.getName()) && !entry.isDirectory()) {
                    visitor.visit(entry.getName(), archive.read(entry));
                }
            }
        }
    }

    private static String slashes(Path relative) {
        StringBuilder name = new StringBuilder();
        for (Path part : relative) {
            name.append(name.isEmpty() ? "" : "/").append(part);
        }
        return name.toString();
    }
}
