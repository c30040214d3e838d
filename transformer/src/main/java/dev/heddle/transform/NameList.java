package dev.heddle.transform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Names as an option has them: with commas between them, {@code @<file>} for those of a file, one a line. Stateless. */
final class NameList {
    private NameList() {}

    /**
     * The names of a list and those of a text.
     *
     * @param checked gives back a name, or throws if it is none
     * @throws IllegalArgumentException if a name is none, or a file cannot be read
     */
    static List<String> grown(List<String> names, String text, UnaryOperator<String> checked) {
        List<String> all = new ArrayList<>(names);
        for (String part : text.split(",", -1)) {
            String name = part.strip();
            if (name.startsWith("@")) {
                linesOf(name.substring(1)).forEach(line -> all.add(checked.apply(line)));
            } else {
                all.add(checked.apply(name));
            }
        }
        return all;
    }

    /** The lines of a file that are not empty; from {@code #} on a line is a comment. */
    private static List<String> linesOf(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8).stream()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    "the list `" + file + "` cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
