package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    @TempDir
    Path folder;

    @Test
    void theFirstEntryThatHasAClassWins() throws IOException {
        Path first = directory("first", Map.of("shop/Store.class", "of first"));
        Path second = jar("second.jar", Map.of("shop/Store.class", "of second", "shop/Bank.class", "bank"));
        try (ClassPath path = ClassPath.open(List.of(first, second))) {
            assertThat(path.find("shop/Store")).asString().isEqualTo("of first");
            assertThat(path.find("shop/Bank")).asString().isEqualTo("bank");
        }
    }

    @Test
    void aMultiReleaseJarShowsItsBaseEntries() throws IOException {
        Path jar = jar("multi.jar", Map.of("a/B.class", "base", "META-INF/versions/9/a/B.class", "newer"));
        try (ClassPath path = ClassPath.open(List.of(jar))) {
            assertThat(path.find("a/B")).asString().isEqualTo("base");
        }
    }

    @Test
    void whatIsMissingOrNoArchiveIsPassedOver() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not an archive");
        Path last = directory("last", Map.of("a/B.class", "found"));
        try (ClassPath path = ClassPath.open(List.of(folder.resolve("missing.jar"), text, last))) {
            assertThat(path.find("a/B")).asString().isEqualTo("found");
            assertThat(path.find("a/C")).isNull();
        }
    }

    @Test
    void whatIsOutsideOfADirectoryIsNotFound() throws IOException {
        directory("", Map.of("x.class", "outside", "classes/a/x.class", "inside"));
        try (ClassPath path = ClassPath.open(List.of(folder.resolve("classes")))) {
            assertThat(path.find("a/x")).asString().isEqualTo("inside");
            for (String name : List.of("../x", "a/../../x", "a/../a/x", folder + "/x", "./a/x", "a//x", "/a/x")) {
                assertThat(path.find(name)).as(name).isNull();
            }
        }
    }

    @Test
    void namesThatAreNoneAreFoundNowhere() throws IOException {
        Path jar =
                jar("odd.jar", Map.of("../x.class", "odd", "a\\x.class", "odd", "/x.class", "odd", "x.class", "even"));
        try (ClassPath path = ClassPath.open(List.of(jar, directory("classes", Map.of("x.class", "other"))))) {
            assertThat(path.find("x")).asString().isEqualTo("even");
            for (String name : List.of("../x", "a\\x", "/x", "", "x\0", "java/lang\0/String", "java/lang/String\0")) {
                assertThat(path.find(name)).as(name).isNull();
            }
            assertThat(path.find("x".repeat(60_000))).isNull();
            assertThat(path.find("x/".repeat(30_000) + "x")).isNull();
        }
    }

    @Test
    void aFileThatIsTooLargeForAClassIsPassedOver() throws IOException {
        long size = Archive.Limits.DEFAULT.classFile() + 1;
        Path first = directory("first", Map.of("x.class", ""));
        try (RandomAccessFile file =
                new RandomAccessFile(first.resolve("x.class").toFile(), "rw")) {
            file.setLength(size); // takes no space on the disk
        }
        Path second = new TestJar().with("x.class", new byte[(int) size]).to(folder.resolve("second.jar"));
        Path third = directory("third", Map.of("x.class", "found"));
        try (ClassPath path = ClassPath.open(List.of(first, second, third))) {
            assertThat(path.find("x")).asString().isEqualTo("found");
        }
    }

    @Test
    void theRunningJdkComesLast() {
        try (ClassPath path = ClassPath.open(List.of())) {
            assertThat(path.find("java/lang/String")).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
            assertThat(path.find("java/util/Map$Entry")).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
        }
    }

    @Test
    void packagesThatAreNotExportedAndOtherModulesAreSeen() {
        assertThat(RunningJdk.INSTANCE.find("jdk/internal/misc/Unsafe")).isNotNull();
        assertThat(RunningJdk.INSTANCE.find("java/util/logging/Logger")).isNotNull();
    }

    @Test
    void theRunningJdkHasNoClassOfAnUnknownOrUnnamedPackage() {
        assertThat(RunningJdk.INSTANCE.find("no/such/Thing")).isNull();
        assertThat(RunningJdk.INSTANCE.find("java/lang/NoSuchThing")).isNull();
        assertThat(RunningJdk.INSTANCE.find("Main")).isNull();
    }

    private Path directory(String name, Map<String, String> files) throws IOException {
        Path root = folder.resolve(name);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return root;
    }

    private Path jar(String name, Map<String, String> files) throws IOException {
        Path jar = folder.resolve(name);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                archive.putNextEntry(new JarEntry(file.getKey()));
                archive.write(file.getValue().getBytes());
            }
        }
        return jar;
    }
}
