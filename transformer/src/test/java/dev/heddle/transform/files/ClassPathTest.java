package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
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
