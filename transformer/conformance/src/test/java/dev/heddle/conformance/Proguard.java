package dev.heddle.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import proguard.Configuration;
import proguard.ConfigurationParser;
import proguard.ProGuard;

/** ProGuard, run in this virtual machine as by its users, in a folder of its own. Confined to one thread. */
final class Proguard {
    private static final int MAJOR_VERSION = 7;
    private static final byte JAVA_17 = 61;

    private static final String OPTIONS = """
            -injars in
            -outjars out
            -libraryjars jdk.jar
            LIBRARIES
            -dontshrink
            -dontoptimize
            -dontnote **
            -dontwarn **
            -overloadaggressively
            -obfuscationdictionary words.txt
            -classobfuscationdictionary words.txt
            -keepattributes RuntimeInvisibleAnnotations,RuntimeVisibleAnnotations,Exceptions
            -keepattributes InnerClasses,NestHost,NestMembers,Record,PermittedSubclasses
            -keepnames class CLASS
            -keepclassmembers class CLASS { @dev.heddle.conformance.Case <methods>; }
            -keepnames class * extends java.lang.Record
            -keepnames class **$Coroutine
            -keepclassmembers enum * { static **[] values(); static ** valueOf(java.lang.String); }
            """;

    private final Path folder;

    /** @param folder that nothing else uses */
    Proguard(Path folder) throws IOException {
        this.folder = folder;
        Files.write(folder.resolve("words.txt"), List.of("if", "do", "int", "null", "a-b", "\u00e9\u5b57"));
        writeJdk(folder.resolve("jdk.jar"));
    }

    /** The program with other names. The class that is named, and its cases, keep theirs. */
    SortedMap<String, byte[]> obfuscated(String className, SortedMap<String, byte[]> program) {
        try {
            Path run = Files.createTempDirectory(folder, "run");
            new Program(program).write(run.resolve("in"));
            StringBuilder libraries = new StringBuilder();
            for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
                if (entry.contains("classes") || entry.contains("heddle")) {
                    libraries.append("-libraryjars '").append(entry).append("'\n");
                }
            }
            Path options = Files.writeString(
                    run.resolve("options.pro"),
                    OPTIONS.replace("CLASS", className)
                            .replace("LIBRARIES", libraries)
                            .replace("jdk.jar", "'" + folder.resolve("jdk.jar") + "'")
                            .replace("words.txt", "'" + folder.resolve("words.txt") + "'"));
            Configuration configuration = new Configuration();
            try (ConfigurationParser parser = new ConfigurationParser(options.toFile(), new Properties())) {
                parser.parse(configuration);
            }
            new ProGuard(configuration).execute();
            return read(run.resolve("out"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, byte[]> read(Path classes) throws IOException {
        SortedMap<String, byte[]> read = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                byte[] classFile = Files.readAllBytes(file);
                read.put(new ClassReader(classFile).getClassName(), classFile);
            }
        }
        return read;
    }

    /** The classes of the running JDK, of which it needs the declarations, as if they were of a version that it knows. */
    private static void writeJdk(Path jar) throws IOException {
        Path module = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> classes = Files.walk(module.resolve("java"))) {
            zip.setLevel(0);
            for (Path each : classes.filter(Files::isRegularFile).toList()) {
                byte[] classFile = Files.readAllBytes(each);
                classFile[MAJOR_VERSION] = JAVA_17;
                zip.putNextEntry(new ZipEntry(module.relativize(each).toString()));
                zip.write(classFile);
                zip.closeEntry();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
