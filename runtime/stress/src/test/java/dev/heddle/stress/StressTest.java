package dev.heddle.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs all races in a virtual machine of their own, which starts others; it fails if one ends in a forbidden way. */
class StressTest {
    private static final int RACES = 14;

    @TempDir
    Path folder;

    @Test
    void noRaceEndsInAForbiddenWay() throws IOException, InterruptedException {
        run("-m", "sanity");
    }

    @Tag("proof")
    @Test
    void noRaceOfManyEndsInAForbiddenWay() throws IOException, InterruptedException {
        run("-m", "quick");
    }

    private void run(String... options) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-r",
                folder.toString()));
        command.addAll(List.of(options));
        int exit = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String text = Files.readString(output);
        assertThat(exit).as(text).isZero();
        assertThat(text)
                .contains(
                        "Failed tests: No matches.",
                        "Error tests: No matches.",
                        "All remaining tests: " + RACES + " matching test results");
    }
}
