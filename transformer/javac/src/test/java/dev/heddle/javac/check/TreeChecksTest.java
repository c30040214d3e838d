package dev.heddle.javac.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.WeaverOptions;
import org.junit.jupiter.api.Test;

/** What holds for all rules, and the one about code that javac refuses as well. */
final class TreeChecksTest {
    private static final String HEADER = """
            import static dev.heddle.Coroutines.*;

            import dev.heddle.*;
            import dev.heddle.annotation.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;

            class Shop {
                static Coroutine<Integer> price(String item) {
                    return done(item.length());
                }

            """;

    @Test
    void awaitOfWhatCannotBeAwaitedIsExplainedBesideTheErrorOfJavac() {
        Analysis found = analysis("""
                @Async
                Coroutine<Integer> value(String item) {
                    return done(await(item.length()));
                }

                @Async
                Coroutine<Integer> future(Future<Integer> price) {
                    return done(await(price));
                }

                @Async
                Coroutine<List<Integer>> several(List<Coroutine<Integer>> prices) {
                    return done(Coroutines.await(prices));
                }

                @Async
                Coroutine<Void> stream(AsyncStream<Integer> prices) {
                    await(prices);
                    return done();
                }
                """);

        assertThat(found.codes()).containsExactly("H007", "H007", "H007", "H007");
        assertThat(found.errorsOfJavac()).hasSize(4);
        assertThat(found.printed())
                .contains("`await` cannot wait for a `int`")
                .contains("leave the `await` out: the value is there")
                .contains("a `Future` does not tell when it is done")
                .contains("`await(gather(...))` waits for all of them")
                .contains("for example `toList()`");
        assertThat(found.patch())
                .contains("+    return done(item.length());")
                .contains("+    return done(await(blocking(() -> price.get())));")
                .contains("+    return done(Coroutines.await(gather(prices)));");
    }

    @Test
    void whatCanBeAwaitedIsNotExplained() {
        assertThat(analysis("""
                                @Async
                                Coroutine<Integer> sum(Task<Integer> task, CompletionStage<Integer> stage) {
                                    return done(await(task) + await(stage) + await(price("a")));
                                }
                                """).codes()).isEmpty();
    }

    @Test
    void anAwaitOfTheProgramItselfIsItsOwnMatter() {
        assertThat(analysis("""
                                int await(long value, int other) {
                                    return await(5);
                                }
                                """).codes()).isEmpty();
    }

    @Test
    void anAwaitOfSomethingUnknownIsLeftToJavac() {
        Analysis found = analysis("""
                @Async
                Coroutine<Integer> sum(String item) {
                    return done(await(costs(item)));
                }
                """);

        assertThat(found.codes()).isEmpty();
        assertThat(found.errorsOfJavac()).hasSize(1);
    }

    @Test
    void inAClassThatDoesNotCompileNothingElseIsSaid() {
        Analysis found = analysis("""
                void drop(Unknown item) {
                    price(item);
                    price("a");
                }
                """);

        assertThat(found.codes()).isEmpty();
        assertThat(found.errorsOfJavac()).isNotEmpty();
    }

    @Test
    void warningsAreSilencedWhereTheAnnotationSaysSo() {
        assertThat(analysis("""
                                @SuppressWarnings("heddle:H101")
                                void method() {
                                    price("a");
                                }

                                void variable() {
                                    @SuppressWarnings({"unchecked", "heddle:H101"})
                                    Coroutine<Integer> price = price("a");
                                }

                                @SuppressWarnings("heddle")
                                static class Inner {
                                    void method() {
                                        price("a");
                                    }
                                }
                                """).codes()).isEmpty();
    }

    @Test
    void otherRulesAndOtherToolsAreNotSilenced() {
        assertThat(analysis("""
                                @SuppressWarnings("heddle:H106")
                                void otherRule() {
                                    price("a");
                                }

                                @SuppressWarnings("all")
                                void otherTool() {
                                    price("a");
                                }
                                """).codes()).containsExactly("H101", "H101");
    }

    @Test
    void errorsCannotBeSilenced() {
        assertThat(analysis("""
                                @SuppressWarnings("heddle")
                                int price() {
                                    return await(price("a"));
                                }
                                """).codes()).containsExactly("H001");
    }

    @Test
    void aWarningThatIsRaisedIsAnError() {
        WeaverOptions options = WeaverOptions.DEFAULT.with("rules", "H101:error");

        assertThat(Analysis.of("Shop", HEADER + "void drop() { price(\"a\"); }\n}\n", options)
                        .printed())
                .contains("error: [H101]");
    }

    @Test
    void informationIsNotPrintedUnlessSomebodyAsks() {
        String text = HEADER + "@Async Coroutine<Void> sleepy() { await(sleep(Duration.ZERO)); return done(); }\n}\n";

        assertThat(Analysis.of("Shop", text, WeaverOptions.DEFAULT).codes()).isEmpty();
        assertThat(Analysis.of("Shop", text, WeaverOptions.DEFAULT.with("rules", "H308:warning"))
                        .codes())
                .containsExactly("H308");
    }

    @Test
    void theWordsOfAnotherDialectAreUnderstood() {
        String text = HEADER + """
                CompletableFuture<Integer> future(CompletableFuture<Integer> price) {
                    return CompletableFuture.completedFuture(await(price) + 1);
                }
                }
                """;

        assertThat(Analysis.of("Shop", text, WeaverOptions.DEFAULT).codes()).containsExactly("H001");
        assertThat(Analysis.of("Shop", text, WeaverOptions.DEFAULT.with("dialect", "ea-async"))
                        .codes())
                .isEmpty();
    }

    @Test
    void fixesAreTheSameOnTheCommandLineWhereJavacForgetsTheEndsOfTrees() {
        String text = HEADER + """
                    @Async
                    Coroutine<Integer> sum(String item, CompletableFuture<Integer> fee) throws Exception {
                        price(item.trim().trim(
                                ));
                        Thread.sleep(10);
                        try {
                            return price(item.concat("a").concat("b"));
                        } finally {
                            System.out.println("costs " + price(item) + fee.get());
                        }
                    }
                }
                """;
        String patch = Analysis.of("Shop", text, WeaverOptions.DEFAULT).patch();

        assertThat(patch.lines().filter(line -> line.startsWith("+")).toList())
                .containsExactly(
                        "+++ /Shop.java",
                        "+        await(price(item.trim().trim(",
                        "+                )));",
                        "+        await(sleep(Duration.ofMillis(10)));",
                        "+            return done(await(price(item.concat(\"a\").concat(\"b\"))));",
                        "+            System.out.println(\"costs \" + await(price(item)) + await(fee));");
        assertThat(Analysis.patchOfCommandLine("Shop", text, WeaverOptions.DEFAULT))
                .isEqualTo(patch);
    }

    private static Analysis analysis(String members) {
        return Analysis.of("Shop", HEADER + members + "}\n", WeaverOptions.DEFAULT);
    }
}
