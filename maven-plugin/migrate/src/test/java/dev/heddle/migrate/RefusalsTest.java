package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is not known to do the same stays as it is, and the reason is told. */
class RefusalsTest {
    private static final String LOOKS_AT_FAILURE = "the handler looks at the failure, which can be wrapped in a"
            + " `CompletionException` here and is not behind an `await`";
    private static final String EARLY =
            "it throws at its caller before there is a future; an `@Async` method puts what it"
                    + " throws into the future";
    private static final String OUT_OF_TRY =
            "it returns out of a `try`, which is left before the future is done, and would be left behind it";

    @Test
    void methodsWithoutCallbacksAreNoMatter() {
        Attempted.members("""
                CompletableFuture<String> forwarded(int id) {
                    return name(id);
                }

                String blocking(int id) {
                    return name(id).thenApply(found -> found.trim()).join();
                }""").isLeftAlone();
    }

    @Test
    void aStepOfAnExecutor() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApplyAsync(found -> found.length());
                }""")
                .isRefused(
                        "`thenApplyAsync` hands its step to an executor; code behind an `await` goes on where it was resumed");
    }

    @Test
    void anOperationWithoutACounterpart() {
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).applyToEither(name(id + 1), found -> found);
                }""").isRefused("there is no code for `applyToEither` that is known to do the same");
    }

    @Test
    void aHandlerThatLooksAtTheFailure() {
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).exceptionally(failure -> failure.getMessage());
                }""").isRefused(LOOKS_AT_FAILURE);
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).handle((found, failure) -> failure == null ? found : failure.getMessage());
                }""").isRefused(LOOKS_AT_FAILURE);
    }

    @Test
    void aFunctionThatIsNotWrittenThere() {
        Attempted.members("""
                CompletableFuture<String> mapped(int id, java.util.function.Function<String, String> step) {
                    return name(id).thenApply(step);
                }""").isRefused("what is done with the result is not written here");
    }

    @Test
    void aReferenceToWhatMayChange() {
        Attempted.members("""
                Store other;

                CompletableFuture<Integer> mapped(int id) {
                    return name(id).thenCompose(other::price);
                }""").isRefused("`other` is evaluated when the chain is made, and would be behind an `await`");
    }

    @Test
    void whatIsThrownAtTheCaller() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    if (id < 0) {
                        throw new IllegalArgumentException("id");
                    }
                    return name(id).thenApply(found -> found.length());
                }""").isRefused(EARLY);
        Attempted.members("""
                CompletableFuture<Integer> length(CompletableFuture<String> name) {
                    java.util.Objects.requireNonNull(name);
                    return name.thenApply(found -> found.length());
                }""").isRefused(EARLY);
    }

    @Test
    void aReturnOutOfATry() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    try {
                        return name(id).thenApply(found -> found.length());
                    } finally {
                        log("called");
                    }
                }""").isRefused(OUT_OF_TRY);
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenCompose(found -> {
                        try {
                            return price(found);
                        } catch (IllegalStateException e) {
                            return CompletableFuture.completedFuture(0);
                        }
                    });
                }""").isRefused(OUT_OF_TRY);
    }

    @Test
    void aMonitor() {
        Attempted.members("""
                synchronized CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(found -> found.length());
                }""").isRefused("the method is `synchronized`, and would wait while holding a monitor");
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    synchronized (this) {
                        return CompletableFuture.completedFuture(name(id).join().length());
                    }
                }""").isRefused("it waits while holding a monitor");
    }

    @Test
    void aJoinWhoseFailureIsLookedAt() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    try {
                        return CompletableFuture.completedFuture(name(id).join().length());
                    } catch (RuntimeException e) {
                        return CompletableFuture.completedFuture(0);
                    }
                }""")
                .isRefused(
                        "`catch (RuntimeException)` sees a `CompletionException` around the failure, and behind an `await`"
                                + " the failure itself");
    }

    @Test
    void aFutureThatIsReturnedItself() {
        Attempted.members("""
                CompletableFuture<Integer> known;

                CompletableFuture<Integer> length(int id) {
                    if (id == 0) {
                        return known;
                    }
                    return name(id).thenApply(found -> found.length());
                }""")
                .isRefused("it returns the future `known` itself; an `@Async` method returns one of its own");
    }

    @Test
    void nullInTheStateOfAFuture() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return id == 0 ? null : CompletableFuture.completedFuture(name(id).join().length());
                }""").isRefused("it returns null, for which an `@Async` method fails");
    }

    @Test
    void aCommentThatWouldHaveNoPlace() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(found -> {
                        return found.length();
                        // counted
                    });
                }""").isRefused("the comment `// counted` would be lost");
    }

    @Test
    void aFileThatDoesNotCompile() {
        Attempted.members("""
                Unknown unknown;

                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(found -> found.length());
                }""").isRefused("javac finds errors in this file, so nothing about it is certain");
    }

    @Test
    void oneMethodOfAFileDoesNotKeepTheOthersBack() {
        Attempted attempted = Attempted.members("""
                CompletableFuture<Integer> one(int id) {
                    return name(id).thenApplyAsync(found -> found.length());
                }

                CompletableFuture<Integer> other(int id) {
                    return name(id).thenApply(found -> found.length());
                }""");
        assertThat(attempted.text()).contains("thenApplyAsync").contains("return completed(found.length());");
        assertThat(attempted.migration().remarks()).hasSize(1);
    }

    @Test
    void aRemarkShowsThePlace() {
        Remark remark = Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApplyAsync(found -> found.length());
                }""").migration().remarks().get(0);
        assertThat(remark.render(Path.of(""))).isEqualTo("""
                refused: `thenApplyAsync` hands its step to an executor; code behind an `await` goes on where it was resumed
                  --> shop/Store.java:9:16 in Store.length(int)
                   |
                 9 |         return name(id).thenApplyAsync(found -> found.length());
                   |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^""");
    }

    @Test
    void aNameThatIsTakenIsWrittenOut() {
        SourceFile springs = new SourceFile(Path.of("org/spring/Async.java"), """
                package org.spring;

                public @interface Async {}
                """);
        assertThat(Attempted.file("""
                package shop;

                import java.util.concurrent.CompletableFuture;
                import org.spring.Async;

                class Store {
                    @Async
                    void other() {}

                    void await() {}

                    CompletableFuture<Integer> length(CompletableFuture<String> name) {
                        return name.thenApply(found -> found.length());
                    }
                }
                """, List.of(springs)).text())
                .contains("""
                    @dev.heddle.annotation.Async
                    CompletableFuture<Integer> length(CompletableFuture<String> name) {
                        var found = Coroutines.await(name);
                        return completed(found.length());
                    }
                """)
                .contains("import dev.heddle.Coroutines;\n");
    }
}
