package dev.heddle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Virtual machines with nothing but what is needed. */
class SmallRuntimeTest {
    @Test
    void aLoopRunsWithoutFlightRecorderAndJmx() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules",
                        "java.base",
                        "-classpath",
                        String.join(File.pathSeparator, "target/classes", "target/test-classes"),
                        "shop.Main")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output.strip()).isEqualTo("Anntea for 5 times 3");
        assertThat(process.waitFor()).isZero();
    }
}
