package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A text file with what is expected. {@code -Dheddle.goldens=rewrite} writes what is; the difference is then read. */
record Golden(Path file) {
    private static final boolean REWRITE = "rewrite".equals(System.getProperty("heddle.goldens"));

    /** Compilers number lambdas in different orders. */
    private static final Pattern NUMBER_OF_LAMBDA = Pattern.compile("(lambda\\$\\w+\\$)\\d+");

    /** The golden file that stands beside a source file. */
    static Golden beside(Path source, String ending) {
        return new Golden(source.resolveSibling(source.getFileName().toString().replace(".java", ending)));
    }

    void check(String text) {
        String actual = NUMBER_OF_LAMBDA.matcher(text).replaceAll("$1n");
        try {
            if (REWRITE) {
                Files.writeString(file, actual);
            }
            String expected = Files.exists(file) ? Files.readString(file) : "";
            assertThat(actual)
                    .describedAs("%s; -Dheddle.goldens=rewrite makes it anew", file)
                    .isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
