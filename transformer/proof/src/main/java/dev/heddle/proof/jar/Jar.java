package dev.heddle.proof.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The class files of a jar. Stateless. */
public final class Jar {
    private static final String CLASS = ".class";

    private Jar() {}

    /** By internal name, in its order; without module descriptors and the classes for newer releases. */
    public static Map<String, byte[]> classes(Path jar) {
        Map<String, byte[]> classes = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (isClass(entry.getName())) {
                    String name = entry.getName().substring(0, entry.getName().length() - CLASS.length());
                    classes.put(name, zip.getInputStream(entry).readAllBytes());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return classes;
    }

    static boolean isClass(String entry) {
        return entry.endsWith(CLASS) && !entry.startsWith("META-INF/") && !entry.endsWith("module-info.class");
    }
}
