package dev.heddle.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.files.SourceFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcerptTest {
    @Test
    void theNameInTheMessageIsUnderlined() {
        assertThat(rendered(2, "`await` outside", "class Shop {", "\tint price = await(stage);"))
                .isEqualTo("""
                error[H001]: `await` outside
                  --> Shop.java:2:17 in Shop.price()
                   |
                 2 |     int price = await(stage);
                   |                 ^^^^^
                   = note: reason
                   = help: way out""");
    }

    @Test
    void theMethodOfAQualifiedNameIsUnderlined() {
        assertThat(rendered(1, "`Future.get` blocks", "name.get();")).contains("""

                   |
                 1 | name.get();
                   |      ^^^
                """);
    }

    @Test
    void aNameThatOccursTwiceIsNotUnderlined() {
        assertThat(rendered(1, "`await` outside", "await(a) + await(b);"))
                .contains("Shop.java:1 in Shop.price()\n   |\n 1 | await(a) + await(b);\n   = note: reason");
    }

    @Test
    void aNameInACommentOrATextIsNotUnderlined() {
        assertThat(rendered(1, "`await` outside", "f(\"await\", await(b)); // await"))
                .contains("--> Shop.java:1:12 in");
    }

    @Test
    void theOnlyCallOfANameIsUnderlined() {
        assertThat(rendered(1, "`price` is dropped", "int price = price(b);")).contains("--> Shop.java:1:13 in");
    }

    @Test
    void aPartOfAnotherNameIsNotUnderlined() {
        assertThat(rendered(1, "`await` outside", "awaited(a) + await(b);")).contains("--> Shop.java:1:14 in");
    }

    @Test
    void charactersThatTerminalsObeyAreNotShown() {
        assertThat(rendered(1, "`\u001b[31mred\n\u0007`", "red(); // \u001b[2J"))
                .startsWith("error[H001]: `\\u001b[31mred\\u000a\\u0007`\n  --> Shop.java:1 in")
                .contains(" 1 | red(); // \\u001b[2J\n");
    }

    @Test
    void neitherAreThoseThatControlTerminalsInOneCharacterOrTurnTheDirectionOfWriting() {
        assertThat(rendered(1, "`\u009b2Jred\u202eder`", "red();"))
                .startsWith("error[H001]: `\\u009b2Jred\\u202eder`\n");
    }

    @Test
    void aLineThatIsNotThereIsNotShown() {
        assertThat(rendered(3, "`await` outside", "class Shop {}")).isEqualTo("""
                error[H001]: `await` outside
                  --> Shop.java:3 in Shop.price()
                   = note: reason
                   = help: way out""");
    }

    @Test
    void otherPlacesAreShownInTheOrderOfLines() {
        Labels labels = new Labels(
                "would suspend while holding `lock`",
                List.of(new Label(100, "unlock", "let go here"), new Label(98, "synchronized", "taken here")));

        assertThat(rendered(
                        99,
                        "`await` while holding",
                        labels,
                        source(
                                98,
                                List.of(
                                        "\tsynchronized (lock) {",
                                        "\t\tawait(bank.charge(card));",
                                        "\tlock.unlock();"))))
                .isEqualTo("""
                error[H001]: `await` while holding
                  --> Shop.java:99:9 in Shop.price()
                    |
                 98 |     synchronized (lock) {
                    |     ------------------- taken here
                 99 |         await(bank.charge(card));
                    |         ^^^^^ would suspend while holding `lock`
                100 |     lock.unlock();
                    |          -------- let go here
                   = note: reason
                   = help: way out""");
    }

    @Test
    void severalPlacesInALineAreShownBelowEachOther() {
        Labels labels = new Labels("here", List.of(new Label(1, "synchronized", "taken here")));

        assertThat(rendered(1, "`await` while holding", labels, "synchronized (a(b)) { await(c); }"))
                .isEqualTo("""
                error[H001]: `await` while holding
                  --> Shop.java:1:23 in Shop.price()
                   |
                 1 | synchronized (a(b)) { await(c); }
                   |                       ^^^^^ here
                   | ------------------- taken here
                   = note: reason
                   = help: way out""");
    }

    @Test
    void whatCannotBeFoundInAnotherLineUnderlinesItAll() {
        Labels labels = Labels.of(List.of(new Label(1, "lock", "taken here"), new Label(2, "lock", "and here")));

        assertThat(rendered(3, "`await` while holding", labels, "  lock = lock + lock; ", "  lock(a,", "  await(b));"))
                .isEqualTo("""
                error[H001]: `await` while holding
                  --> Shop.java:3:3 in Shop.price()
                   |
                 1 |   lock = lock + lock;
                   |   ------------------- taken here
                 2 |   lock(a,
                   |   ---- and here
                 3 |   await(b));
                   |   ^^^^^
                   = note: reason
                   = help: way out""");
    }

    @Test
    void placesOfWhichNothingCanBeShownAreLeftOut() {
        Labels labels = Labels.of(List.of(
                new Label(0, "lock", "no line"),
                new Label(2, "lock", "an empty line"),
                new Label(3, "lock", "behind the end"),
                new Label(1, "await", "what is underlined already"),
                new Label(1, "lock", "not in the line")));

        assertThat(rendered(1, "`await` while holding", labels, "await(b);", " "))
                .isEqualTo(rendered(1, "`await` while holding", Labels.NONE, "await(b);", " "));
    }

    @Test
    void whatIsSaidBesideLinesIsHarmlessForTerminals() {
        Labels labels = new Labels("`\u001b[31m`", List.of(new Label(2, "lock", "\u001b[2J")));

        assertThat(rendered(1, "`await` while holding", labels, "await(b);", "lock();"))
                .contains("^^^^^ `\\u001b[31m`\n", "------ \\u001b[2J\n");
    }

    @Test
    void sourcesAreFoundInTheFirstFolderThatHasThem(@TempDir Path folder) throws IOException {
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(second.resolve("Shop.java"), "class Shop {}\n");
        SourceFolders sources =
                new SourceFolders(List.of(folder.resolve("first"), second, folder), StandardCharsets.UTF_8);

        assertThat(sources.lines("Shop.java")).containsExactly("class Shop {}");
        assertThat(sources.lines("Other.java")).isEmpty();
    }

    /** Empty lines, and from one line on these. */
    private static String[] source(int line, List<String> lines) {
        return Stream.concat(Stream.generate(() -> "").limit(line - 1), lines.stream())
                .toArray(String[]::new);
    }

    private static String rendered(int line, String message, String... source) {
        return rendered(line, message, Labels.NONE, source);
    }

    private static String rendered(int line, String message, Labels labels, String... source) {
        return new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        "H001",
                        message,
                        new Diagnostic.Place("Shop.java", line, "Shop.price()"),
                        labels,
                        List.of("reason"),
                        "way out")
                .render(file -> file.equals("Shop.java") ? List.of(source) : List.of());
    }
}
