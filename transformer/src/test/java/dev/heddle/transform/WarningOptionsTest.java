package dev.heddle.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options {@code rules}, {@code blocking}, {@code held} and {@code baseline}. */
class WarningOptionsTest {
    private static final Fixture SHOP = Fixture.compile("""
            class Db {
                void query() {}
                void close() {}
            }
            class FastDb extends Db {
                void query() {}
            }
            class Program {
                @Async static Coroutine<Void> use(Db db, FastDb fast) {
                    db.query();
                    fast.query();
                    db.close();
                    return done();
                }
                static void drop() {
                    done();
                }
            }
            """);

    @Test
    void aMethodThatIsListedBlocksInSubclassesToo() {
        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "H101:off").with("blocking", "Db.query")))
                .containsExactly("H210:15", "H210:16");
    }

    @Test
    void allMethodsOfAClassCanBeListed() {
        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "H101:off").with("blocking", "Db.*")))
                .containsExactly("H210:15", "H210:17");
    }

    @Test
    void listsGrow() {
        assertThat(lines(WeaverOptions.DEFAULT
                        .with("rules", "H101:off")
                        .with("blocking", "Db.close, no.Such.method")
                        .with("blocking", "FastDb.query")))
                .containsExactly("H210:16", "H210:17");
    }

    @Test
    void whatIsNoNameOfMethodsIsRefused() {
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("blocking", "query()"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`blocking` has `query()`; methods are written as `com.acme.Db.query`, `com.acme.Db.*` or"
                        + " `com.acme.db.*`");
    }

    @Test
    void theLastChoiceForARuleCounts() {
        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "*:off,H101:warning")))
                .containsExactly("H101:21");
        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "H101:warning,*:off")))
                .isEmpty();
    }

    @Test
    void aWarningThatIsRaisedIsAnError() {
        assertThat(SHOP.weave("Program", WeaverOptions.DEFAULT.with("rules", "H101:error")))
                .isInstanceOf(WeaveResult.Rejected.class);
    }

    @Test
    void anErrorCannotBeSilenced() {
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("rules", "H002:off"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`rules` names `H002`, which is an error, with which a class cannot be woven");
    }

    @Test
    void whatIsNoRuleOrNoLevelIsRefused() {
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("rules", "H666:off"))
                .hasMessageStartingWith("`rules` names `H666`, which is no rule; those whose level can be chosen are"
                        + " `H101`, `H102`, `H103`, ");
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("rules", "H101:silent"))
                .hasMessage("`rules` has the level `silent`; there are `off`, `info`, `warning` and `error`");
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("rules", "H101"))
                .hasMessage("`rules` has `H101`; a rule and its level are written as `H101:off`, several with commas"
                        + " between them");
    }

    @Test
    void aListOfMethodsCanStandInAFile(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("blocking.txt"), "# ours\n\nDb.query # slow\nDb.close\n");

        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "H101:off").with("blocking", "@" + list)))
                .containsExactly("H210:15", "H210:16", "H210:17");
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("blocking", "@" + folder.resolve("none.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the list `" + folder.resolve("none.txt") + "` cannot be read: ");
    }

    @Test
    void aTypeThatIsListedIsNotHeldWithItsSubclasses() {
        Fixture shop = Fixture.compile("""
                class Session {}
                class Special extends Session {}
                class Program {
                    @Async static Coroutine<Object> use(Special special, CompletionStage<Integer> price) {
                        await(price);
                        return done(special);
                    }
                }
                """);

        assertThat(shop.woven("Program").diagnostics()).isEmpty();
        assertThat(((WeaveResult.Woven) shop.weave("Program", WeaverOptions.DEFAULT.with("held", "Session")))
                        .diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("H104");
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("held", "a.*"))
                .hasMessage("`held` has `a.*`; types are written as `com.acme.Session`, nested ones as"
                        + " `com.acme.Db$Session`");
    }

    @Test
    void whatOnlyInformsIsNotLookedForUnlessItIsMadeAWarningOrAskedFor() {
        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "*:off,H102:info")))
                .isEmpty();
        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "*:off,H102:warning")))
                .containsExactly("H102:15");
        assertThat(lines(WeaverOptions.DEFAULT.with("rules", "*:off,H102:info").withInformation()))
                .containsExactly("H102:15");
    }

    @Test
    void whatIsInTheBaselineIsNotShownAsOftenAsItStandsThere(@TempDir Path folder) throws IOException {
        WeaverOptions options = WeaverOptions.DEFAULT.with("rules", "H101:off").with("blocking", "Db.*");
        List<Diagnostic> found = ((WeaveResult.Woven) SHOP.weave("Program", options)).diagnostics();
        Path file = Files.writeString(
                folder.resolve("baseline.txt"), Baseline.of(found.subList(0, 1)).text());

        assertThat(Files.readString(file))
                .endsWith("\nH210 Program.java Program.use: `Db.query` blocks in an `@Async` method\n");
        assertThat(lines(options.with("baseline", file.toString()))).containsExactly("H210:17");
        assertThat(lines(options.with("baseline", file.toString()).with("rules", "H210:error")))
                .as("rejected for another line only")
                .containsExactly("H210:17");
    }

    @Test
    void aBaselineThatIsNotThereIsRefused(@TempDir Path folder) {
        Path file = folder.resolve("none.txt");
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("baseline", file.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the baseline `" + file + "` does not exist; `lint` can write it");
    }

    @Test
    void annotationsInTheSourceSilenceFindings() {
        String source = "\n".repeat(12) + "class Program {\n    @SuppressWarnings(\"heddle:H210\")\n";
        WeaverOptions options = WeaverOptions.DEFAULT.with("blocking", "Db.*");
        Weaver weaver = new Weaver(
                SHOP.classPath(), options, file -> (source + """
                    @Async static Coroutine<Void> use(Db db, FastDb fast) {
                        db.query();
                        fast.query();
                    }
                }
                """).lines().toList());

        assertThat(((WeaveResult.Woven) weaver.weave(SHOP.bytes("Program"))).diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly("H101");
    }

    private static List<String> lines(WeaverOptions options) {
        WeaveResult result = SHOP.weave("Program", options);
        List<Diagnostic> diagnostics = result instanceof WeaveResult.Rejected rejected
                ? rejected.diagnostics()
                : ((WeaveResult.Woven) result).diagnostics();
        return diagnostics.stream()
                .map(found -> found.code() + ":" + found.place().line())
                .toList();
    }
}
