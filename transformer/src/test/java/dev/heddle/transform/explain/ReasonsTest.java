package dev.heddle.transform.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.WeaverOptions;
import org.junit.jupiter.api.Test;

/** Why a call is fused or not, and why a value is kept. */
class ReasonsTest {
    private static final String BANK = """
            class Bank {
                @Async static Coroutine<Integer> rate() { return done(1); }
                @Async final Coroutine<Integer> fixed() { return done(1); }
                @Async Coroutine<Integer> charge() { return done(1); }
                static Coroutine<Integer> plain() { return null; }
            }
            """;

    @Test
    void aCallInTheSameClassIsFused() {
        assertThat(point("@Async static Coroutine<Integer> m() { return done(await(n())); }"
                        + "@Async static Coroutine<Integer> n() { return done(1); }"))
                .contains("Shop.n")
                .contains("fused: the direct form is called, which is in this class");
    }

    @Test
    void callsOfOtherClassesAreLinkedWhenTheyRun() {
        assertThat(awaited("Bank.rate()")).contains("linked when the call first runs, as another class has it");
        assertThat(awaited("bank.fixed()")).contains("linked when the call first runs, as nothing can override");
        assertThat(awaited("bank.charge()")).contains("linked for each class of receiver");
    }

    @Test
    void aMethodThatIsNotAsyncIsNotFused() {
        assertThat(awaited("Bank.plain()")).contains("not fused: the method that is called is not `@Async`");
    }

    @Test
    void aCoroutineFromAVariableIsNotFused() {
        assertThat(point("@Async Coroutine<Integer> m(Coroutine<Integer> x) { return done(await(x)); }"))
                .contains("not fused: the coroutine was made elsewhere");
    }

    @Test
    void aChoiceBetweenCallsIsNotFused() {
        assertThat(awaited("bank == null ? Bank.rate() : bank.charge()"))
                .contains("not fused: the coroutine was made elsewhere");
    }

    @Test
    void plainCallsAreNotFusedAcrossClasses() {
        WeaverOptions plain = WeaverOptions.DEFAULT.with("calls", "plain");
        String source = "class Shop { @Async Coroutine<Integer> m(Bank bank) { return done(await(Bank.rate())); } }";
        assertThat(Explained.program(source + BANK, plain).point("state 1"))
                .contains("not fused: the option `calls=plain`");
    }

    @Test
    void aFutureIsAwaitedAsWhatItIs() {
        assertThat(point("@Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x)); }"))
                .contains("a future, which runs on its own");
    }

    @Test
    void aLocalIsKeptForTheLinesThatReadIt() {
        assertThat(point("""
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x, int n, int unused) {
                    await(x);
                    if (n > 1) {
                        return done(n);
                    }
                    return done(unused > 0 ? 1 : n);
                }
                """)).contains("i0 int n read in lines 8, 9 and 11").contains("i1 int unused read in line 11");
    }

    @Test
    void aLocalThatIsWrittenFirstIsNotReadLater() {
        assertThat(point("""
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x, int n) {
                    await(x);
                    int k = n;
                    n = 5;
                    return done(k + n);
                }
                """)).contains("int n read in line 8");
    }

    @Test
    void aLocalThatOnlyAHandlerReadsIsKeptForAFailure() {
        assertThat(point("""
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x, int n) {
                    try {
                        return done(await(x));
                    } catch (RuntimeException e) {
                        return done(n);
                    }
                }
                """)).contains("int n read in line 10, after a failure");
    }

    @Test
    void whoReadsALocalAfterAFailureOnlyIsToldApart() {
        assertThat(point("""
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x, int n) {
                    try {
                        return done(await(x) + n);
                    } catch (RuntimeException e) {
                        return done(n);
                    }
                }
                """)).contains("int n read in line 8, after a failure in line 10");
    }

    @Test
    void whatIsKeptForDebuggersSaysSo() {
        String source =
                "class Shop { @Async Coroutine<Integer> m(CompletableFuture<Integer> x) { return done(await(x)); } }";
        assertThat(Explained.program(source, WeaverOptions.DEFAULT.with("variables", "visible"))
                        .point("state 1"))
                .contains("x still in scope, for debuggers");
    }

    @Test
    void anOperandIsKeptForWhoTakesIt() {
        assertThat(point("""
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x, int n) {
                    return done(Math.max(n * 2, await(x)));
                }
                """)).contains("int (operand) operand of Math.max(int, int) in line 7");
    }

    @Test
    void whatIsKnownToBeNullNeedsNoSlot() {
        assertThat(point("""
                @Async Coroutine<String> m(CompletableFuture<Integer> x) {
                    String s = null;
                    await(x);
                    return done(s);
                }
                """)).contains("- null s known to be null, needs no slot");
    }

    @Test
    void loopsAndHandlersAreWaysOfTheMachine() {
        assertThat(point("""
                @Async Coroutine<Integer> m(CompletableFuture<Integer> x) {
                    while (true) {
                        try {
                            await(x);
                        } catch (RuntimeException e) {
                            return done(await(x));
                        }
                    }
                }
                """)).contains("then 1; after a failure 2");
    }

    @Test
    void whatIsClosedAfterAFailureThrowsItOn() {
        String closing = Explained.program("""
                class Shop {
                    @Async Coroutine<Void> m(Resource r, CompletableFuture<Integer> x) {
                        try (r) {
                            await(x);
                        }
                        return done();
                    }
                }
                class Resource implements AsyncCloseable { public void close() {} }
                """).point("state 3");
        assertThat(closing).contains("the block has failed", "then what has failed leaves the method");
    }

    private static String awaited(String call) {
        return point("@Async Coroutine<Integer> m(Bank bank) { return done(await(" + call + ")); }");
    }

    /** What is said of the first suspension point; the body of the class begins in line 6, as if it were a file. */
    private static String point(String body) {
        return Explained.program("class Shop {" + body + "}" + BANK).point("state 1");
    }
}
