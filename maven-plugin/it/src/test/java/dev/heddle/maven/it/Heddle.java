package dev.heddle.maven.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tree and the artifacts of the build that runs these tests. */
final class Heddle {
    static final String VERSION = System.getProperty("heddle.version");
    static final Path ROOT =
            Path.of(System.getProperty("heddle.root")).toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");

    private Heddle() {}

    /** The modules that the root of the tree lists, profiles aside. */
    static List<String> modules() throws IOException {
        return modules("");
    }

    /** The modules that a folder's {@code pom.xml} lists. */
    static List<String> modules(String folder) throws IOException {
        return MODULE.matcher(Files.readString(ROOT.resolve(folder).resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();
    }

    /** The packages of a module. */
    static List<String> packages(String module) throws IOException {
        Path sources = ROOT.resolve(module).resolve("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .toList();
        }
    }

    static Path runtimeJar() {
        return jar("runtime", "heddle-runtime", "");
    }

    static Path annotationsJar() {
        return jar("annotations", "heddle-annotations", "");
    }

    static Path agentJar() {
        return jar("transformer", "heddle-transformer", "-agent");
    }

    static Path commandLineJar() {
        return jar("transformer", "heddle-transformer", "-cli");
    }

    static Path javacJar() {
        return jar("transformer/javac", "heddle-javac", "");
    }

    static Path jar(String module, String artifact, String classifier) {
        return ROOT.resolve(module).resolve("target").resolve(artifact + "-" + VERSION + classifier + ".jar");
    }

    /** A new, empty folder for one test; what an earlier run left there is deleted. */
    static Path freshFolder(String name) throws IOException {
        Path folder =
                Path.of(System.getProperty("heddle.work")).toAbsolutePath().resolve(name);
        delete(folder);
        return Files.createDirectories(folder);
    }

    /** Copies a folder, without what builds and version control keep in it. */
    static void copy(Path from, Path to) throws IOException {
        Set<String> leftOut = Set.of("target", ".git", ".idea");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (leftOut.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!leftOut.contains(file.getFileName().toString())) {
                    Path copy = to.resolve(from.relativize(file));
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The hashes of all class files below a folder, by the name of the file. */
    static SortedMap<String, String> classes(Path folder) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                hashes.put(folder.relativize(file).toString(), HexFormat.of().formatHex(hash));
            }
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
        return hashes;
    }

    /** The class files below a folder whose constants have one of the texts. */
    static List<String> mentioning(List<String> texts, Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (texts.stream().anyMatch(bytes::contains)) {
                    found.add(folder.relativize(file).toString());
                }
            }
        }
        return found;
    }

    /** Deletes a folder; links in it are deleted, not followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
