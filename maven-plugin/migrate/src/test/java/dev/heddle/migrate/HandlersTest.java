package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Operations that get failures. */
class HandlersTest {
    private static final String LOOKS_AT_FAILURE = "the handler looks at the failure, which can be wrapped in a"
            + " `CompletionException` here and is not behind an `await`";

    @Test
    void aFallbackInTheMiddleIsAVariable() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(found -> found.trim()).exceptionally(unknown -> "?").thenApply(any -> any.length());
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id) {
                    String result;
                    var foundFuture = name(id);
                    try {
                        var found = await(foundFuture);
                        result = found.trim();
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable unknown) {
                        result = "?";
                    }
                    var any = result;
                    return completed(any.length());
                }""");
    }

    @Test
    void aHandlerInTheMiddleHasAVariableForEachOutcome() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).handle((found, failure) -> failure == null ? found.trim() : "?").thenCompose(any -> price(any));
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id) {
                    String found = null;
                    Throwable failure = null;
                    var future = name(id);
                    try {
                        found = await(future);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable caught) {
                        failure = caught;
                    }
                    var any = failure == null ? found.trim() : "?";
                    return price(any);
                }""");
    }

    @Test
    void aHandlerThatDoesNotDivideEndsTheMethodInTheSameWay() {
        Attempted.members("""
                CompletableFuture<Boolean> isThere(int id) {
                    return name(id).handle((found, failure) -> {
                        log(failure != null);
                        return found != null && failure == null;
                    });
                }

                CompletableFuture<Boolean> isDone(int id) {
                    return name(id).handle((found, failure) -> true);
                }""").become("""
                @Async
                CompletableFuture<Boolean> isThere(int id) {
                    String found = null;
                    Throwable failure = null;
                    var future = name(id);
                    try {
                        found = await(future);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable caught) {
                        failure = caught;
                    }
                    log(failure != null);
                    return completed(found != null && failure == null);
                }

                @Async
                CompletableFuture<Boolean> isDone(int id) {
                    var future = name(id);
                    try {
                        await(future);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable caught) {
                    }
                    return completed(true);
                }""");
    }

    @Test
    void whatIsDoneInAnyCaseIsAFinally() {
        Attempted attempted = Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).whenComplete((found, failure) -> log("done"));
                }""");
        attempted.become("""
                @Async
                CompletableFuture<String> watched(int id) {
                    String result;
                    var future = name(id);
                    try {
                        result = await(future);
                    } finally {
                        log("done");
                    }
                    return completed(result);
                }""");
        assertThat(attempted.migration().remarks())
                .extracting(Remark::message)
                .containsExactly(
                        "if this fails, too, its failure is the one that is seen; `whenComplete` keeps the one before");
    }

    @Test
    void whatIsDoneOnSuccessFollows() {
        Attempted.members("""
                CompletableFuture<Integer> watched(int id) {
                    return name(id)
                            .whenComplete((found, failure) -> {
                                if (failure == null) {
                                    String line = found + "!";
                                    log(line);
                                }
                            })
                            .thenApply(line -> line.length());
                }""").become("""
                @Async
                CompletableFuture<Integer> watched(int id) {
                    String found = await(name(id));
                    String line = found + "!";
                    log(line);
                    var line2 = found;
                    return completed(line2.length());
                }""");
    }

    @Test
    void whatIsDoneOnFailureThrowsItOn() {
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).whenComplete((found, failure) -> {
                        if (failure != null) {
                            log("failed");
                        }
                    });
                }""").become("""
                @Async
                CompletableFuture<String> watched(int id) {
                    String result;
                    var future = name(id);
                    try {
                        result = await(future);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable failure) {
                        log("failed");
                        throw failure;
                    }
                    return completed(result);
                }""");
    }

    @Test
    void whatMakesFuturesThrowsAtTheCallerAndNotIntoAHandler() {
        Attempted.members("""
                CompletableFuture<Integer> both(int id, CompletableFuture<Integer> known) {
                    return price("a" + id).thenCombine(price("b"), Integer::sum).exceptionally(unknown -> 0);
                }

                CompletableFuture<Integer> there(CompletableFuture<Integer> known) {
                    return known.thenApply(cost -> cost + 1).exceptionally(unknown -> 0);
                }

                CompletableFuture<Integer> harmless(int id) {
                    return CompletableFuture.supplyAsync(() -> id + 1).exceptionally(unknown -> 0);
                }

                CompletableFuture<Integer> done(int id) {
                    return CompletableFuture.completedFuture(10 / id).thenApply(cost -> 1 / cost).exceptionally(unknown -> 0);
                }""").become("""
                @Async
                CompletableFuture<Integer> both(int id, CompletableFuture<Integer> known) {
                    var first = price("a" + id);
                    var second = price("b");
                    try {
                        return completed(Integer.sum(await(first), await(second)));
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable unknown) {
                        return completed(0);
                    }
                }

                @Async
                CompletableFuture<Integer> there(CompletableFuture<Integer> known) {
                    try {
                        var cost = await(known);
                        return completed(cost + 1);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable unknown) {
                        return completed(0);
                    }
                }

                @Async
                CompletableFuture<Integer> harmless(int id) {
                    try {
                        return completed(await(CompletableFuture.supplyAsync(() -> id + 1)));
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable unknown) {
                        return completed(0);
                    }
                }

                @Async
                CompletableFuture<Integer> done(int id) {
                    var costFuture = CompletableFuture.completedFuture(10 / id);
                    try {
                        var cost = await(costFuture);
                        return completed(1 / cost);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable unknown) {
                        return completed(0);
                    }
                }""");
    }

    @Test
    void aWatcherThatLooksAtTheFailureIsRefused() {
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).whenComplete((found, failure) -> log(failure));
                }""").isRefused(LOOKS_AT_FAILURE);
    }

    @Test
    void aWatcherThatLooksAtTheResultInAnyCaseIsRefused() {
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).whenComplete((found, failure) -> log(found));
                }""").isRefused("the result is used whether there is one or not");
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).whenComplete((found, failure) -> {
                        if (failure != null) {
                            log(found);
                        }
                    });
                }""")
                .isRefused("it is not clear that the result is used only where there is one, and stays as it is");
    }

    @Test
    void aWatcherOfBothOutcomesIsRefused() {
        Attempted.members("""
                CompletableFuture<String> watched(int id) {
                    return name(id).whenComplete((found, failure) -> log(failure == null));
                }""").isRefused("the lambda of `whenComplete` does more than one of both outcomes needs");
    }

    @Test
    void aResultThatIsCapturedIsNotAssignedTwice() {
        Attempted.members("""
                CompletableFuture<Runnable> later(int id) {
                    return name(id).handle((found, failure) -> failure == null).thenApply(any -> () -> log(any));
                }

                CompletableFuture<Runnable> captured(int id) {
                    return name(id).handle((found, failure) -> {
                        Runnable action = () -> log(found);
                        return failure == null ? action : null;
                    });
                }""").isRefusedFor("captured", "`found` is captured, and would be assigned in two places");
    }

    @Test
    void aResultWhoseTypeHasNoNameIsRefused() {
        Attempted.members("""
                CompletableFuture<String> captured(CompletableFuture<? extends Number> number) {
                    return number.handle((found, failure) -> failure == null ? found.toString() : "?");
                }""").isRefused("there is no way to write the type of the result");
    }
}
