package dev.heddle.proof.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarTest {
    @TempDir
    private Path directory;

    @Test
    void aMultiReleaseJarHasTheClassesOfEachReleaseUpToTheNewestWanted() throws IOException {
        Path jar = jar("true");

        Map<Integer, Map<String, byte[]>> classes = Jar.byRelease(jar, 17);

        assertThat(classes).containsOnlyKeys(Jar.EVERY_RELEASE, 9, 17);
        assertThat(classes.get(Jar.EVERY_RELEASE)).containsOnlyKeys("a/A", "a/B");
        assertThat(classes.get(9)).containsOnlyKeys("a/A");
        assertThat(classes.get(17)).containsOnlyKeys("a/A", "a/C");
        assertThat(Objects.requireNonNull(classes.get(17)).get("a/A"))
                .asString()
                .isEqualTo("META-INF/versions/17/a/A.class");
    }

    @Test
    void anyOtherJarHasOnlyThoseOfEveryRelease() throws IOException {
        assertThat(Jar.byRelease(jar("false"), 17)).containsOnlyKeys(Jar.EVERY_RELEASE);
    }

    @Test
    void theNamesAreThoseOfTheClassesOfEveryRelease() throws IOException {
        Path jar = jar("true");
        assertThat(Jar.names(jar)).isEqualTo(Jar.classes(jar).keySet());
    }

    /** Each class file holds its own path. */
    private Path jar(String multiRelease) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, multiRelease);
        Path jar = directory.resolve("some.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String path : new String[] {
                "a/A.class",
                "a/B.class",
                "a/text.txt",
                "module-info.class",
                "META-INF/versions/9/a/A.class",
                "META-INF/versions/9/module-info.class",
                "META-INF/versions/17/a/A.class",
                "META-INF/versions/17/a/C.class",
                "META-INF/versions/21/a/A.class"
            }) {
                out.putNextEntry(new ZipEntry(path));
                out.write(path.getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
