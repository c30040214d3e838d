package dev.heddle.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers rely on, and what else a file says, stays so. */
class ContractTest {
    private static final String EARLY =
            "it throws at its caller before there is a future; an `@Async` method puts what it"
                    + " throws into the future";

    @Test
    void whatIsThrownBehindAChainThatWasNotReturnedIsThrownAtTheCaller() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    if (id > 0) {
                        return name(id).thenApply(found -> found.length());
                    }
                    throw new IllegalArgumentException("id");
                }""").isRefused(EARLY);
    }

    @Test
    void aCheckInsideOfAChainIsThrownAtTheCaller() {
        Attempted.members("""
                CompletableFuture<Integer> length(CompletableFuture<String> name) {
                    return java.util.Objects.requireNonNull(name).thenApply(found -> found.length());
                }""").isRefused(EARLY);
    }

    @Test
    void aQuestionIsNoCheck() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id, Object any) {
                    log(java.util.Objects.equals(any, id));
                    return name(id).thenApply(found -> found.length());
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id, Object any) {
                    log(java.util.Objects.equals(any, id));
                    var found = await(name(id));
                    return completed(found.length());
                }""");
    }

    @Test
    void whatIsThrownBehindAJoinIsThrownBehindAnAwait() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    String found = name(id).join();
                    if (found.isEmpty()) {
                        throw new IllegalStateException();
                    }
                    return price(found);
                }""").become("""
                @Async
                CompletableFuture<Integer> length(int id) {
                    String found = await(name(id));
                    if (found.isEmpty()) {
                        throw new IllegalStateException();
                    }
                    return price(found);
                }""");
    }

    @Test
    void aFutureThatSomeoneElseMayHaveIsReturnedItself() {
        for (String returned : List.of("known", "made", "kept", "kept = price(null)")) {
            Attempted.members("""
                    CompletableFuture<Integer> kept;

                    CompletableFuture<Integer> length(int id, CompletableFuture<Integer> known) {
                        CompletableFuture<Integer> made = new CompletableFuture<>();
                        if (id == 0) {
                            return %s;
                        }
                        return name(id).thenApply(found -> found.length());
                    }""".formatted(returned))
                    .isRefused("it returns the future `" + returned
                            + "` itself; an `@Async` method returns one of its own");
        }
    }

    @Test
    void nullFromAnArmOfASwitch() {
        Attempted.members("""
                CompletableFuture<Integer> length(int id) {
                    String found = name(id).join();
                    return switch (id) {
                        case 0 -> null;
                        default -> price(found);
                    };
                }""").isRefused("it returns null, for which an `@Async` method fails");
    }

    @Test
    void aLockOfTheThread() {
        Attempted.members("""
                final java.util.concurrent.locks.Lock lock = new java.util.concurrent.locks.ReentrantLock();

                CompletableFuture<Integer> length(int id) {
                    lock.lock();
                    try {
                        log(name(id).join());
                    } finally {
                        lock.unlock();
                    }
                    return price("");
                }""")
                .isRefused("a lock belongs to a thread, and behind an `await` the method may be in another one");
    }

    @Test
    void aLockOfTheThreadThatRunsALambda() {
        Attempted.members("""
                final java.util.concurrent.locks.Lock lock = new java.util.concurrent.locks.ReentrantLock();

                CompletableFuture<String> both(int id, CompletableFuture<String> other) {
                    return name(id).thenApply(found -> {
                        lock.lock();
                        try {
                            return found + other.join();
                        } finally {
                            lock.unlock();
                        }
                    });
                }""")
                .isRefused("a lock belongs to a thread, and behind an `await` the method may be in another one");
    }

    @Test
    void aReferenceByWayOfAFieldThatMayChange() {
        Attempted.members("""
                Store other;
                final Store itself = this;

                CompletableFuture<Integer> mapped(int id) {
                    return name(id).thenCompose(other.itself::price);
                }""")
                .isRefused("`other.itself` is evaluated when the chain is made, and would be behind an `await`");
    }

    @Test
    void everyAnonymousClassHasMethodsOfItsOwn() {
        Attempted attempted = Attempted.members("""
                interface Counter {
                    CompletableFuture<Integer> count(int id);
                }

                Counter one = new Counter() {
                    @Override
                    public CompletableFuture<Integer> count(int id) {
                        return name(id).thenApplyAsync(found -> found.length());
                    }
                };

                Counter other = new Counter() {
                    @Override
                    public CompletableFuture<Integer> count(int id) {
                        return name(id).thenApply(found -> found.length());
                    }
                };""");
        assertThat(attempted.text()).contains("return completed(found.length());");
    }

    @Test
    void aMethodInsideIsRewrittenByItself() {
        assertThat(Attempted.members("""
                interface Counter {
                    CompletableFuture<Integer> count(int id);
                }

                CompletableFuture<Integer> more(int id) {
                    Counter counter = new Counter() {
                        @Override
                        public CompletableFuture<Integer> count(int id) {
                            return name(id).thenApply(found -> found.length());
                        }
                    };
                    return counter.count(id).thenApply(count -> count + 1);
                }""").text())
                .contains("return completed(found.length());", "return completed(count + 1);");
    }

    @Test
    void aMethodInsideOfWhatMovesHasToWait() {
        Attempted attempted = Attempted.members("""
                interface Counter {
                    CompletableFuture<Integer> count();
                }

                CompletableFuture<Integer> counted(int id) {
                    return name(id).thenCompose(first -> new Counter() {
                        @Override
                        public CompletableFuture<Integer> count() {
                            return name(id).thenApply(found -> found.length());
                        }
                    }.count());
                }""");
        assertThat(attempted.migration().remarks())
                .extracting(Remark::message)
                .containsExactly("it is in code that moves out of a lambda");
        assertThat(attempted.text()).contains("        await(name(id));", "thenApply(");
        assertThat(Attempted.file(attempted.text()).text()).contains("return completed(found.length());");
    }

    @Test
    void aNameFromAPackageThatIsImportedAsAWholeKeepsItsMeaning() {
        SourceFile annotation = new SourceFile(Path.of("org/spring/Async.java"), """
                package org.spring;

                public @interface Async {}
                """);
        SourceFile methods = new SourceFile(Path.of("org/wait/Waits.java"), """
                package org.wait;

                public class Waits {
                    public static void await(String condition) {}
                }
                """);
        assertThat(Attempted.file("""
                package shop;

                import static org.wait.Waits.*;

                import java.util.concurrent.CompletableFuture;
                import org.spring.*;

                class Store {
                    @Async
                    void other() {
                        await("it");
                    }

                    CompletableFuture<Integer> length(CompletableFuture<String> name) {
                        return name.thenApply(found -> found.length());
                    }
                }
                """, List.of(annotation, methods)).text()).contains("""
                    @dev.heddle.annotation.Async
                    CompletableFuture<Integer> length(CompletableFuture<String> name) {
                        var found = Coroutines.await(name);
                        return completed(found.length());
                    }
                """);
    }
}
