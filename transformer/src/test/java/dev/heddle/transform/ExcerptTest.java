package dev.heddle.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.files.SourceFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void sourcesAreFoundInTheFirstFolderThatHasThem(@TempDir Path folder) throws IOException {
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(second.resolve("Shop.java"), "class Shop {}\n");
        SourceFolders sources =
                new SourceFolders(List.of(folder.resolve("first"), second, folder), StandardCharsets.UTF_8);

        assertThat(sources.lines("Shop.java")).containsExactly("class Shop {}");
        assertThat(sources.lines("Other.java")).isEmpty();
    }

    private static String rendered(int line, String message, String... source) {
        return new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        "H001",
                        message,
                        new Diagnostic.Place("Shop.java", line, "Shop.price()"),
                        List.of("reason"),
                        "way out")
                .render(file -> file.equals("Shop.java") ? List.of(source) : List.of());
    }
}
