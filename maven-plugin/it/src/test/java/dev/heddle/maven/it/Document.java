package dev.heddle.maven.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The code blocks of README.md, as they stand there. */
final class Readme {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final String text;

    Readme() throws IOException {
        text = Files.readString(Heddle.ROOT.resolve("README.md"));
    }

    /** The only block in this language. */
    String block(String language) {
        List<String> found = blocks(language);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " blocks of " + language + " in README.md");
        }
        return found.get(0);
    }

    /** The words of the only command that begins like this. */
    List<String> command(String beginning) {
        List<String> found = blocks("sh").stream()
                .map(String::strip)
                .filter(block -> block.startsWith(beginning))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " commands that begin with " + beginning + " in README.md");
        }
        return List.of(found.get(0).split(" "));
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }
}
