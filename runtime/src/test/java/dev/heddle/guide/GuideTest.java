package dev.heddle.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The blocks of the guide, code and output, stand in the tests of this package, line for line, where they are compiled and run. */
class GuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide");
    private static final Path SOURCES = Path.of("src", "test", "java", "dev", "heddle", "guide");
    private static final Pattern BLOCK =
            Pattern.compile("^```(?:java|text)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void everyCodeBlockIsCompiledAndRun() throws IOException {
        String compiled = files(SOURCES, ".java").stream().map(GuideTest::lines).collect(Collectors.joining());
        List<String> nowhere = new ArrayList<>();
        for (String page : files(GUIDE, ".md")) {
            BLOCK.matcher(page)
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> !compiled.contains(lines(block)))
                    .forEach(nowhere::add);
        }
        assertThat(nowhere).isEmpty();
    }

    @Test
    void thePagesHaveCode() throws IOException {
        assertThat(files(GUIDE, ".md"))
                .isNotEmpty()
                .allMatch(page -> BLOCK.matcher(page).find());
    }

    private static List<String> files(Path folder, String ending) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(ending))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }

    /** Without indentation and empty lines. */
    private static String lines(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
