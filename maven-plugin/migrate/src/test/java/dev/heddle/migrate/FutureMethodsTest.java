package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FutureMethodsTest {
    @Test
    void aResultThatIsAppliedBecomesAVariable() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(found -> found.length());
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id) {
                    var found = await(name(id));
                    return completed(found.length());
                }""");
    }

    @Test
    void theImportsAreAddedWhereTheyWouldBeLookedFor() {
        assertThat(Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(found -> found.length());
                }""").text()).startsWith("""
                package shop;

                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.completed;

                import dev.heddle.annotation.Async;
                import java.util.List;
                import java.util.concurrent.CompletableFuture;
                import java.util.concurrent.CompletionStage;

                class Store {
                """);
    }

    @Test
    void theLastFutureOfAChainIsHandedOn() {
        Attempted.members("""
                @Deprecated
                public CompletableFuture<Integer> priceOf(int id) {
                    return name(id).thenCompose(found -> price(found));
                }""").become("""
                @Deprecated
                @Async
                public CompletableFuture<Integer> priceOf(int id) {
                    var found = await(name(id));
                    return price(found);
                }""");
    }

    @Test
    void nestedChainsAreOneSequence() {
        Attempted.members("""
                CompletableFuture<String> both(int id) {
                    return name(id)
                            .thenCompose(found -> price(found)
                                    .thenApply(cost -> found + cost))
                            .thenApply(text -> {
                                log(text);
                                return text.trim();
                            });
                }""").become("""
                @Async
                CompletableFuture<String> both(int id) {
                    var found = await(name(id));
                    var cost = await(price(found));
                    var text = found + cost;
                    log(text);
                    return completed(text.trim());
                }""");
    }

    @Test
    void methodReferencesAreCalled() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(String::trim).thenCompose(this::price).thenApply(Math::abs);
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id) {
                    return completed(Math.abs(await(price(await(name(id)).trim()))));
                }""");
    }

    @Test
    void aResultKeepsTheTypeThatAnOverloadIsChosenBy() {
        Attempted.members("""
                String kind(Object any) {
                    return "object";
                }

                String kind(List<?> list) {
                    return "list";
                }

                CompletableFuture<String> kindOf(int id) {
                    return name(id).<Object>thenApply(found -> List.of(found)).thenApply(this::kind);
                }""").become("""
                String kind(Object any) {
                    return "object";
                }

                String kind(List<?> list) {
                    return "list";
                }

                @Async
                CompletableFuture<String> kindOf(int id) {
                    var found = await(name(id));
                    Object value = List.of(found);
                    return completed(kind(value));
                }""");
    }

    @Test
    void aResultKeepsTheTypeThatAMethodOfManyArgumentsGoesBy() {
        Attempted.members("""
                String all(Object... several) {
                    return List.of(several).toString();
                }

                String[] parts(String text) {
                    return text.split(",");
                }

                CompletableFuture<String> ofALambda(int id) {
                    return name(id).<Object>thenApply(found -> found.split(",")).thenApply(this::all);
                }

                CompletableFuture<String> ofAReference(int id) {
                    return name(id).<Object>thenApply(this::parts).thenApply(any -> all(any));
                }

                CompletableFuture<String> ofNothing(int id) {
                    return name(id).thenRun(() -> log(id)).thenApply(this::all);
                }""").become("""
                String all(Object... several) {
                    return List.of(several).toString();
                }

                String[] parts(String text) {
                    return text.split(",");
                }

                @Async
                CompletableFuture<String> ofALambda(int id) {
                    var found = await(name(id));
                    Object value = found.split(",");
                    return completed(all(value));
                }

                @Async
                CompletableFuture<String> ofAReference(int id) {
                    Object any = parts(await(name(id)));
                    return completed(all(any));
                }

                @Async
                CompletableFuture<String> ofNothing(int id) {
                    await(name(id));
                    log(id);
                    Void value = null;
                    return completed(all(value));
                }""");
    }

    @Test
    void aMethodOfALiteralIsCalled() {
        Attempted.members("""
                CompletableFuture<Boolean> isKnown(int id) {
                    return name(id).thenApply("nut"::equals);
                }""").become("""
                @Async
                CompletableFuture<Boolean> isKnown(int id) {
                    return completed("nut".equals(await(name(id))));
                }""");
    }

    @Test
    void aPrimitiveThatALambdaGotInABoxStaysInIt() {
        Attempted.members("""
                CompletableFuture<Boolean> one(int id, List<Integer> all) {
                    return name(id).thenApply(found -> found.length()).thenApply(length -> all.remove(length));
                }""").become("""
                @Async
                CompletableFuture<Boolean> one(int id, List<Integer> all) {
                    var found = await(name(id));
                    Integer length = found.length();
                    return completed(all.remove(length));
                }""");
    }

    @Test
    void bothFuturesOfACombinationAreBegunFirst() {
        Attempted attempted = Attempted.members("""
                CompletableFuture<String> both(int id) {
                    return name(id).thenCombine(price("x"), (found, cost) -> found + cost);
                }""");
        attempted.become("""
                @Async
                CompletableFuture<String> both(int id) {
                    var foundFuture = name(id);
                    var costFuture = price("x");
                    var found = await(foundFuture);
                    var cost = await(costFuture);
                    return completed(found + cost);
                }""");
        assertThat(attempted.migration().remarks())
                .extracting(Remark::message)
                .containsExactly("a failure of the first future ends the method at once; `thenCombine` waits for the"
                        + " second one, too");
    }

    @Test
    void futuresThatAreThereAlreadyAreCombinedWithoutNewNames() {
        Attempted.members("""
                CompletableFuture<Integer> sum(CompletableFuture<Integer> a, CompletableFuture<Integer> b) {
                    return a.thenCombine(b, Integer::sum);
                }""").become("""
                @Async
                CompletableFuture<Integer> sum(CompletableFuture<Integer> a, CompletableFuture<Integer> b) {
                    return completed(Integer.sum(await(a), await(b)));
                }""");
    }

    @Test
    void aFallbackBecomesAHandler() {
        Attempted.members("""
                CompletableFuture<Integer> priceOr(int id, int otherwise) {
                    return name(id).thenCompose(found -> price(found)).exceptionally(unknown -> otherwise);
                }""").become("""
                @Async
                CompletableFuture<Integer> priceOr(int id, int otherwise) {
                    var foundFuture = name(id);
                    try {
                        var found = await(foundFuture);
                        return completed(await(price(found)));
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable unknown) {
                        return completed(otherwise);
                    }
                }""");
    }

    @Test
    void whatIsHandledByOutcomeKeepsItsTwoWays() {
        Attempted.members("""
                CompletableFuture<String> label(int id) {
                    return name(id).handle((found, failure) -> failure != null ? "?" : found.trim());
                }

                CompletableFuture<String> logged(int id) {
                    return name(id).handle((found, failure) -> {
                        if (failure != null) {
                            log("failed");
                            return "?";
                        }
                        log(found);
                        return found;
                    });
                }""").become("""
                @Async
                CompletableFuture<String> label(int id) {
                    String found;
                    var future = name(id);
                    try {
                        found = await(future);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable failure) {
                        return completed("?");
                    }
                    return completed(found.trim());
                }

                @Async
                CompletableFuture<String> logged(int id) {
                    String found;
                    var future = name(id);
                    try {
                        found = await(future);
                    } catch (Cancelled cancelled) {
                        throw cancelled;
                    } catch (Throwable failure) {
                        log("failed");
                        return completed("?");
                    }
                    log(found);
                    return completed(found);
                }""");
    }

    @Test
    void aLambdaWithSeveralWaysOutMayEndTheMethod() {
        Attempted.members("""
                CompletableFuture<Integer> priceOf(int id) {
                    return name(id).thenCompose(found -> {
                        if (found == null) {
                            return CompletableFuture.completedFuture(0);
                        }
                        if (found.isEmpty())
                            return name(id + 1).thenCompose(other -> price(other));
                        return price(found).thenApply(cost -> cost + 1);
                    });
                }""").become("""
                @Async
                CompletableFuture<Integer> priceOf(int id) {
                    var found = await(name(id));
                    if (found == null) {
                        return completed(0);
                    }
                    if (found.isEmpty())
                        {
                            var other = await(name(id + 1));
                            return price(other);
                        }
                    var cost = await(price(found));
                    return completed(cost + 1);
                }""");
    }

    @Test
    void stepsWithoutAResultAreStatements() {
        Attempted.members("""
                CompletableFuture<Void> print(int id) {
                    return name(id).thenAccept(found -> log(found)).thenRun(() -> {
                        log("a");
                        log("b");
                    });
                }""").become("""
                @Async
                CompletableFuture<Void> print(int id) {
                    var found = await(name(id));
                    log(found);
                    log("a");
                    log("b");
                    return completed(null);
                }""");
    }

    @Test
    void theLastStepMayHaveNoResult() {
        Attempted.members("""
                CompletableFuture<Void> print(int id) {
                    return name(id).thenAccept(found -> log(found));
                }""").become("""
                @Async
                CompletableFuture<Void> print(int id) {
                    var found = await(name(id));
                    log(found);
                    return completed(null);
                }""");
    }

    @Test
    void aJoinBecomesAnAwait() {
        Attempted attempted = Attempted.members("""
                CompletableFuture<Integer> sum(int id) {
                    int sum = 0;
                    for (int i = 0; i < 3; i++) {
                        sum += price(name(id).join() + i).join();
                    }
                    return CompletableFuture.completedFuture(sum);
                }""");
        attempted.become("""
                @Async
                CompletableFuture<Integer> sum(int id) {
                    int sum = 0;
                    for (int i = 0; i < 3; i++) {
                        sum += await(price(await(name(id)) + i));
                    }
                    return CompletableFuture.completedFuture(sum);
                }""");
        assertThat(attempted.migration().remarks())
                .extracting(Remark::message)
                .containsExactly("the method does not block its caller any more");
    }

    @Test
    void joinsBehindAllOfMoveWithTheirLambda() {
        Attempted.members("""
                CompletableFuture<Integer> sum(CompletableFuture<Integer> a, CompletableFuture<Integer> b) {
                    return CompletableFuture.allOf(a, b).thenApply(done -> a.join() + b.join());
                }""").become("""
                @Async
                CompletableFuture<Integer> sum(CompletableFuture<Integer> a, CompletableFuture<Integer> b) {
                    await(CompletableFuture.allOf(a, b));
                    return completed(await(a) + await(b));
                }""");
    }

    @Test
    void variablesOfTheSameNameGetDifferentOnes() {
        Attempted.members("""
                int cost;

                CompletableFuture<Integer> sum(int id) {
                    return name(id)
                            .thenApply(x -> x.trim())
                            .thenApply(x -> x.length())
                            .thenApply(cost -> cost + 1)
                            .thenApply(y -> y + cost);
                }""").become("""
                int cost;

                @Async
                CompletableFuture<Integer> sum(int id) {
                    var x = await(name(id));
                    var x2 = x.trim();
                    Integer cost2 = x2.length();
                    Integer y = cost2 + 1;
                    return completed(y + cost);
                }""");
    }

    @Test
    void aVariableIsRenamedWhereALaterLambdaHasItsName() {
        Attempted.members("""
                CompletableFuture<Long> count(int id) {
                    return name(id)
                            .thenApply(all -> List.of(all))
                            .thenApply(list -> list.stream().filter(all -> all.isEmpty()).count());
                }""").become("""
                @Async
                CompletableFuture<Long> count(int id) {
                    var all2 = await(name(id));
                    var list = List.of(all2);
                    return completed(list.stream().filter(all -> all.isEmpty()).count());
                }""");
    }

    @Test
    void commentsMoveWithWhatTheySpeakOf() {
        Attempted.members("""
                CompletableFuture<Integer> priceOf(int id) {
                    // who is it
                    return name(id)
                            // what does it cost
                            .thenCompose(found -> price(found)) /* in cents */
                            .thenApply(cost -> {
                                // with tax
                                int tax = cost / 5; // rounded

                                return cost + tax;
                            });
                }""").become("""
                @Async
                CompletableFuture<Integer> priceOf(int id) {
                    // who is it
                    // what does it cost
                    var found = await(name(id));
                    /* in cents */
                    var cost = await(price(found));
                    // with tax
                    int tax = cost / 5; // rounded
                    return completed(cost + tax);
                }""");
    }

    @Test
    void aCommentBehindAChainStandsBeforeIt() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).thenApply(found -> found.length()) // counted
                    ;
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id) {
                    // counted
                    var found = await(name(id));
                    return completed(found.length());
                }""");
    }

    @Test
    void whatCannotBeSaidOtherwiseIsAwaitedAsItIs() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    return name(id).whenCompleteAsync((found, failure) -> log(failure)).thenApply(found -> found.length());
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id) {
                    var found2 = await(name(id).whenCompleteAsync((found, failure) -> log(failure)));
                    return completed(found2.length());
                }""");
    }

    @Test
    void linesEndAsTheyDidInTheFile() {
        String text = """
                import java.util.concurrent.CompletableFuture;

                class Store {
                    CompletableFuture<Integer> length(CompletableFuture<String> name) {
                        return name.thenApply(found -> found.length());
                    }
                }
                """.replace("\n", "\r\n");
        assertThat(Attempted.file(text).text()).isEqualTo("""
                import static dev.heddle.Coroutines.await;
                import static dev.heddle.Coroutines.completed;

                import dev.heddle.annotation.Async;
                import java.util.concurrent.CompletableFuture;

                class Store {
                    @Async
                    CompletableFuture<Integer> length(CompletableFuture<String> name) {
                        var found = await(name);
                        return completed(found.length());
                    }
                }
                """.replace("\n", "\r\n"));
    }
}
