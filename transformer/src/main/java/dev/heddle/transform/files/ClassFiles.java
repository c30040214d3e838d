package dev.heddle.transform.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/** The class files of a folder or a jar, and their names: paths with slashes. Stateless. */
public final class ClassFiles {
    private static final String SUFFIX = ".class";
    private static final Pattern ROOT =
            Pattern.compile("^(WEB-INF/classes/|BOOT-INF/classes/)?(META-INF/versions/\\d+/)?");

    private ClassFiles() {}

    /** Takes one class file. */
    public interface Visitor {
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

    /** The name of a class by its path without suffix: archives have folders for classes, and for newer versions of them. */
    static String className(String path) {
        boolean isBelowOtherRoot =
                path.startsWith("META-INF/") || path.startsWith("WEB-INF/") || path.startsWith("BOOT-INF/");
        return isBelowOtherRoot ? ROOT.matcher(path).replaceFirst("") : path;
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
        List<String> names = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                boolean isFile = attributes.isRegularFile() || attributes.isSymbolicLink() && Files.isRegularFile(file);
                if (isFile && isClassFile(name)) {
                    names.add(name);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(names);
        return names;
    }

    /** Reads a class file of a folder. */
    static byte[] read(Path file) throws IOException {
        Archive.checkClassSize(file.toString(), Files.size(file), Archive.Limits.DEFAULT.classFile());
        return Files.readAllBytes(file);
    }

    /** Visits all class files of a folder, by name, or of a jar, in its order. */
    public static void visit(Path folderOrJar, Visitor visitor) throws IOException {
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
}
