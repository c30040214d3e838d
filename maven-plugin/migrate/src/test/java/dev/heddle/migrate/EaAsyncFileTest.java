package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EaAsyncFileTest {
    @Test
    void aFileMovesToHeddlesWords() {
        assertThat(Attempted.file("""
                package shop;

                import static com.ea.async.Async.await;

                import com.ea.async.Async;
                import java.util.concurrent.CompletableFuture;
                import java.util.concurrent.CompletionStage;
                import java.util.function.Function;

                class Page {
                    static {
                        Async.init();
                    }

                    /** How long it is. */
                    @Deprecated
                    public static CompletableFuture<Integer> length(CompletableFuture<String> page) {
                        try {
                            // wait for it
                            return CompletableFuture.completedFuture(await(page).length());
                        } catch (Throwable any) {
                            return CompletableFuture.completedFuture(0);
                        }
                    }

                    static Function<CompletionStage<String>, CompletionStage<Integer>> asLambda() {
                        return page -> CompletableFuture.completedFuture(Async.await(page).length());
                    }

                    static void print(CompletionStage<String> page, CompletableFuture<String> other) {
                        System.out.println(await(page) + Async.await(other));
                    }
                }
                """).text()).isEqualTo("""
                package shop;

                import static dev.heddle.Coroutines.await;

                import dev.heddle.annotation.Async;
                import java.util.concurrent.CompletableFuture;
                import java.util.concurrent.CompletionStage;
                import java.util.function.Function;

                class Page {
                    /** How long it is. */
                    @Deprecated
                    @Async
                    public static CompletableFuture<Integer> length(CompletableFuture<String> page) {
                        try {
                            // wait for it
                            return CompletableFuture.completedFuture(await(page).length());
                        } catch (Throwable any) {
                            return CompletableFuture.completedFuture(0);
                        }
                    }

                    static Function<CompletionStage<String>, CompletionStage<Integer>> asLambda() {
                        return page -> CompletableFuture.completedFuture(await(page).length());
                    }

                    static void print(CompletionStage<String> page, CompletableFuture<String> other) {
                        System.out.println(page.toCompletableFuture().join() + other.join());
                    }
                }
                """);
    }

    @Test
    void aMainMethodThatOnlyLoadedTheAgentKeepsTheRest() {
        assertThat(Attempted.file("""
                import com.ea.async.Async;

                class Page {
                    public static void main(String[] args) {
                        Async.init();

                        System.out.println("ready");
                    }
                }
                """).text()).isEqualTo("""
                class Page {
                    public static void main(String[] args) {
                        System.out.println("ready");
                    }
                }
                """);
    }

    @Test
    void whatBlocksIsTold() {
        assertThat(Attempted.file("""
                import java.util.concurrent.CompletableFuture;

                class Page {
                    static int length(CompletableFuture<String> page) {
                        Runnable print = () -> System.out.println(com.ea.async.Async.await(page));
                        return com.ea.async.Async.await(page).length();
                    }
                }
                """).migration().remarks())
                .extracting(remark -> remark.line() + " " + remark.message())
                .containsExactly(
                        "5 this blocks, as it did: there is no future to return",
                        "6 this blocks, as it did: there is no future to return");
    }

    @Test
    void aHandlerThatSeesTheWrapperKeepsTheFileAsItIs() {
        Attempted.file("""
                import static com.ea.async.Async.await;

                import java.util.concurrent.CompletableFuture;
                import java.util.concurrent.CompletionException;

                class Page {
                    static CompletableFuture<Integer> length(CompletableFuture<String> page) {
                        try {
                            return CompletableFuture.completedFuture(await(page).length());
                        } catch (CompletionException e) {
                            return CompletableFuture.completedFuture(0);
                        }
                    }
                }
                """)
                .isRefused(
                        "`catch (CompletionException)` sees a `CompletionException` around the failure, and behind an `await`"
                                + " the failure itself");
    }

    @Test
    void aMonitorKeepsTheFileAsItIs() {
        Attempted.file("""
                import static com.ea.async.Async.await;

                import java.util.concurrent.CompletableFuture;

                class Page {
                    synchronized CompletableFuture<Integer> length(CompletableFuture<String> page) {
                        return CompletableFuture.completedFuture(await(page).length());
                    }
                }
                """)
                .isRefused(
                        "the method is `synchronized`; EA Async gives up the monitor while it waits, and Heddle never"
                                + " does");
    }

    @Test
    void nullInOneOfTwoCasesKeepsTheFileAsItIs() {
        Attempted.file("""
                import static com.ea.async.Async.await;

                import java.util.concurrent.CompletableFuture;

                class Page {
                    CompletableFuture<Integer> length(CompletableFuture<String> page) {
                        int length = await(page).length();
                        return length > 0 ? CompletableFuture.completedFuture(length) : null;
                    }
                }
                """).isRefused("it returns null, for which an `@Async` method fails");
    }

    @Test
    void aReferenceToAwaitKeepsTheFileAsItIs() {
        Attempted.file("""
                import com.ea.async.Async;
                import java.util.List;
                import java.util.concurrent.CompletableFuture;

                class Page {
                    static List<String> all(List<CompletableFuture<String>> pages) {
                        return pages.stream().map(Async::await).toList();
                    }
                }
                """).isRefused("a reference to `await` blocks, or does not, by where it is called");
    }

    @Test
    void whatIsAwaitedThereIsNotRewrittenTwice() {
        String moved = Attempted.file("""
                import static com.ea.async.Async.await;

                import java.util.concurrent.CompletableFuture;

                class Page {
                    CompletableFuture<Integer> length(CompletableFuture<String> page) {
                        return CompletableFuture.completedFuture(await(page).length());
                    }

                    CompletableFuture<Integer> twice(CompletableFuture<String> page) {
                        return length(page).thenApply(length -> 2 * length);
                    }
                }
                """).text();
        assertThat(moved)
                .contains("    @Async\n    CompletableFuture<Integer> length(")
                .contains("""
                    @Async
                    CompletableFuture<Integer> twice(CompletableFuture<String> page) {
                        var length = await(length(page));
                        return completed(2 * length);
                    }
                """);
        Attempted.file(moved).isLeftAlone();
    }
}
