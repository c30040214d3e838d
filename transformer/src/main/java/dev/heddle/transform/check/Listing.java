package dev.heddle.transform.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lists of methods and types that the rules know, as they stand in text files beside this class: a heading has the code of
 * a rule and what to do instead, and holds for the lines below it. Stateless.
 */
public final class Listing {
    private Listing() {}

    /** What belongs together: the rule, and what to do instead. */
    public record Group(Rule rule, String help) {}

    /** One line that is no heading. */
    record Line(String text, Group group) {}

    /** The lines of a file that is a part of this program. */
    static List<Line> read(String file) {
        List<Line> lines = new ArrayList<>();
        Group group = null;
        for (String line : text(file).lines().map(String::strip).toList()) {
            if (line.matches("H\\d{3} .*")) {
                group = new Group(Rule.of(line.substring(0, 4)).orElseThrow(), line.substring(5));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                if (group == null) {
                    throw new IllegalStateException(file + " begins without a heading");
                }
                lines.add(new Line(line, group));
            }
        }
        return lines;
    }

    private static String text(String file) {
        try (InputStream text = Listing.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException(file + " is missing beside " + Listing.class.getName());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
