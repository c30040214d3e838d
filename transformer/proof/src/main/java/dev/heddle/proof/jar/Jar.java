package dev.heddle.proof.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The class files of a jar, without module descriptors. Stateless. */
public final class Jar {
    /** Stands for the classes that every release sees. */
    public static final int EVERY_RELEASE = 8;

    private static final String CLASS = ".class";
    private static final Pattern NEWER = Pattern.compile("META-INF/versions/(\\d{1,4})/(.+)");

    private Jar() {}

    /** The internal names of {@link #classes}. */
    public static Set<String> names(Path jar) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(Jar::isClass)
                    .map(Jar::internalName)
                    .collect(Collectors.toSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** By internal name, in its order; without the classes for newer releases. */
    public static Map<String, byte[]> classes(Path jar) {
        return read(jar, release -> release == EVERY_RELEASE).getOrDefault(EVERY_RELEASE, new TreeMap<>());
    }

    /**
     * What each release adds or replaces, by internal name: first {@link #EVERY_RELEASE}, then, of a multi-release jar, those
     * up to {@code newest}.
     */
    public static SortedMap<Integer, Map<String, byte[]>> byRelease(Path jar, int newest) {
        return read(jar, release -> release <= newest);
    }

    private static SortedMap<Integer, Map<String, byte[]>> read(Path jar, IntPredicate wanted) {
        SortedMap<Integer, Map<String, byte[]>> classes = new TreeMap<>();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                Matcher newer = NEWER.matcher(entry.getName());
                boolean isNewer = newer.matches() && file.isMultiRelease();
                int release = isNewer ? Integer.parseInt(newer.group(1)) : EVERY_RELEASE;
                String path = isNewer ? newer.group(2) : entry.getName();
                if (isClass(path) && wanted.test(release)) {
                    classes.computeIfAbsent(release, none -> new TreeMap<>())
                            .put(internalName(path), file.getInputStream(entry).readAllBytes());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return classes;
    }

    private static String internalName(String path) {
        return path.substring(0, path.length() - CLASS.length());
    }

    static boolean isClass(String entry) {
        return entry.endsWith(CLASS) && !entry.startsWith("META-INF/") && !entry.endsWith("module-info.class");
    }
}
