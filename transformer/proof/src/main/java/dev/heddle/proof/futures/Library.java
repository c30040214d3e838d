package dev.heddle.proof.futures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Somebody else's library. Immutable.
 *
 * @param name of its jar, without the ending
 * @param jar its classes
 * @param sources its sources, as a jar
 * @param classPath all libraries, and what they need to be compiled
 */
record Library(String name, Path jar, Path sources, List<Path> classPath) {
    private static final String JAR = ".jar";

    /** All libraries of a folder: jars in {@code library}, sources in {@code sources}, and in {@code others} what they need. */
    static List<Library> in(Path folder) throws IOException {
        List<Path> classPath = new ArrayList<>(jars(folder.resolve("library")));
        classPath.addAll(jars(folder.resolve("others")));
        List<Library> libraries = new ArrayList<>();
        for (Path jar : jars(folder.resolve("library"))) {
            String file = jar.getFileName().toString();
            String name = file.substring(0, file.length() - JAR.length());
            libraries.add(
                    new Library(name, jar, folder.resolve("sources").resolve(name + "-sources" + JAR), classPath));
        }
        return libraries;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(JAR)).sorted().toList();
        }
    }

    /** The text of each source by its path, without descriptors and without what only newer releases see. */
    Map<String, String> texts() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(sources.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(each -> each)::iterator) {
                String path = entry.getName();
                if (path.endsWith(".java") && !path.endsWith("-info.java") && !path.startsWith("META-INF/")) {
                    try (InputStream text = zip.getInputStream(entry)) {
                        texts.put(path, new String(text.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return texts;
    }
}
