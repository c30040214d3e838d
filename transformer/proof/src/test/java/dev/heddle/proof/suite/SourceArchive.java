package dev.heddle.proof.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The source of a library as Debian keeps it, for libraries that publish their tests in no other form. Downloaded once into the
 * build folder, and taken only if it is what it was when the suite was written.
 */
record SourceArchive(String path, String sha256) {
    private static final Path FOLDER = Path.of("target", "downloads");

    /** Compiling is given up when after so many rounds there are still files that need something that is not there. */
    private static final int MOST_ROUNDS = 12;

    /** The folder with the unpacked sources. */
    Path unpacked() throws IOException, GeneralSecurityException {
        String file = path.substring(path.lastIndexOf('/') + 1);
        Path unpacked = FOLDER.resolve(file.replace(".tar.xz", ""));
        if (!Files.exists(unpacked)) {
            Path archive = Files.createDirectories(FOLDER).resolve(file);
            try (InputStream in = URI.create(DebianMirror.configured() + "/pool/main/" + path)
                    .toURL()
                    .openStream()) {
                Files.copy(in, archive, StandardCopyOption.REPLACE_EXISTING);
            }
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
            if (!found.equals(sha256)) {
                throw new IllegalStateException(file + " has the SHA-256 " + found + ", not " + sha256);
            }
            Path unpacking = FOLDER.resolve(file + ".unpacking");
            unpack(archive, unpacking);
            Files.move(unpacking, unpacked);
        }
        return unpacked;
    }

    private static void unpack(Path archive, Path to) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                Path target = to.resolve(name.substring(name.indexOf('/') + 1)).normalize();
                if (entry.isFile() && target.startsWith(to)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /**
     * Compiles test sources and copies what else stands beside them. Files that need libraries that are not on the class path are
     * left out; their number is printed.
     */
    static Path compile(List<Path> roots, List<Path> classPath, Path output) throws IOException {
        if (Files.exists(output.resolve("compiled"))) {
            return output;
        }
        Files.createDirectories(output);
        Set<Path> sources = roots.stream()
                .flatMap(SourceArchive::files)
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::toAbsolutePath)
                .collect(Collectors.toSet());
        int all = sources.size();
        for (int round = 0; !compileOnce(sources, classPath, output); round++) {
            if (round == MOST_ROUNDS) {
                throw new IllegalStateException("the tests in " + roots + " do not compile");
            }
        }
        System.out.printf(Locale.ROOT, "%s: %d of %d source files of tests compile%n", output, sources.size(), all);
        for (Path root : roots) {
            copyResources(root, output);
        }
        Files.createFile(output.resolve("compiled"));
        return output;
    }

    static void copyResources(Path root, Path output) throws IOException {
        for (Path file :
                files(root).filter(file -> !file.toString().endsWith(".java")).toList()) {
            Path target = output.resolve(root.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Whether they all compiled; those that did not are taken out. */
    private static boolean compileOnce(Set<Path> sources, List<Path> classPath, Path output) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, StandardCharsets.UTF_8)) {
            String path = classPath.stream()
                    .map(Path::toString)
                    .collect(Collectors.joining(System.getProperty("path.separator")));
            List<String> options = new ArrayList<>(List.of("-nowarn", "-proc:none", "-Xmaxerrs", "100000", "-d"));
            options.addAll(List.of(output.toString(), "-cp", path));
            if (compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                return true;
            }
        }
        List<Path> wrong = found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR && diagnostic.getSource() != null)
                .map(diagnostic -> Path.of(diagnostic.getSource().toUri()))
                .toList();
        if (wrong.isEmpty()) {
            throw new IllegalStateException(found.getDiagnostics().toString());
        }
        wrong.forEach(sources::remove);
        return false;
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
