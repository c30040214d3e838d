package dev.heddle.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The options {@code rules} and {@code blocking}. */
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
                        + " `H101`, `H103`, ");
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("rules", "H101:silent"))
                .hasMessage("`rules` has the level `silent`; there are `off`, `warning` and `error`");
        assertThatThrownBy(() -> WeaverOptions.DEFAULT.with("rules", "H101"))
                .hasMessage("`rules` has `H101`; a rule and its level are written as `H101:off`, several with commas"
                        + " between them");
    }

    private static List<String> lines(WeaverOptions options) {
        if (!(SHOP.weave("Program", options) instanceof WeaveResult.Woven woven)) {
            throw new AssertionError("not woven");
        }
        return woven.diagnostics().stream()
                .map(found -> found.code() + ":" + found.place().line())
                .toList();
    }
}
