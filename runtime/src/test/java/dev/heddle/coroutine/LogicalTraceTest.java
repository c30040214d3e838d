package dev.heddle.coroutine;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.completed;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The positions of this class in the traces of exceptions that cross a resume. */
class LogicalTraceTest {
    /** The line of the await that the caller of this method writes next to it. */
    private static int here() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }

    private int callerLine;
    private int programLine;

    @Async
    private Coroutine<Integer> failsAfterwards() throws IOException {
        await(yieldNow());
        throw new IOException("no stock");
    }

    @Async
    private Coroutine<Integer> caller(Coroutine<Integer> awaited) throws IOException {
        callerLine = here() + 1;
        int value = await(awaited);
        return done(value + 1);
    }

    @Async
    private Coroutine<Integer> program(Coroutine<Integer> awaited) throws IOException {
        programLine = here() + 1;
        int value = await(caller(awaited));
        return done(2 * value);
    }

    @Async
    private static Coroutine<Integer> awaitsInFinally(Coroutine<Integer> awaited) {
        try {
            return done(await(awaited) + 1);
        } finally {
            await(yieldNow());
        }
    }

    @Async
    private static Coroutine<Integer> fromFuture(CompletableFuture<Integer> future) {
        int value = await(future);
        return done(value + 1);
    }

    @Async
    private static Coroutine<Integer> fromTask(Task<Integer> task) {
        int value = await(task);
        return done(value + 1);
    }

    /** Awaited by the class of the receiver: the first call on a class learns, the second is fused. */
    interface Stock {
        Coroutine<Integer> take(int of) throws IOException;
    }

    static class Shelf implements Stock {
        @Override
        @Async
        public Coroutine<Integer> take(int of) throws IOException {
            await(yieldNow());
            if (of == 0) {
                throw new IOException("no stock");
            }
            return done(of - 1);
        }
    }

    @Async
    private Coroutine<Integer> takeAll(Stock stock) throws IOException {
        int left = 2;
        callerLine = here() + 2;
        while (true) {
            left = await(stock.take(left));
        }
    }

    private static Throwable failureOf(Coroutine<?> program) {
        return catchThrowable(() -> Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), program));
    }

    private static List<String> methods(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(element -> element.getClassName().equals(LogicalTraceTest.class.getName()))
                .map(StackTraceElement::getMethodName)
                .filter(name -> !name.startsWith("lambda$") && !name.equals("failureOf"))
                .takeWhile(name -> !name.endsWith("CrossesAResume"))
                .toList();
    }

    private static int lineOf(Throwable failure, String method) {
        return Arrays.stream(failure.getStackTrace())
                .filter(element -> element.getMethodName().equals(method))
                .findFirst()
                .orElseThrow()
                .getLineNumber();
    }

    @Test
    void aCallSelectedByItsReceiverIsInTheTrace() throws Exception {
        Throwable failure = failureOf(takeAll(new Shelf()));

        assertThat(failure.getStackTrace())
                .filteredOn(element -> element.getMethodName().startsWith("takeAll"))
                .extracting(StackTraceElement::getLineNumber)
                .containsExactly(callerLine);
    }

    @Test
    void callersStandInTheTraceWithTheLinesOfTheirAwaits() throws Exception {
        Throwable failure = failureOf(program(failsAfterwards()));

        assertThat(failure).hasMessage("no stock");
        assertThat(methods(failure)).startsWith("failsAfterwards", "caller", "program");
        assertThat(lineOf(failure, "caller")).isEqualTo(callerLine);
        assertThat(lineOf(failure, "program")).isEqualTo(programLine);
    }

    @Test
    void theCallersComeBeforeWhatResumedThem() throws Exception {
        List<String> all = Arrays.stream(failureOf(program(failsAfterwards())).getStackTrace())
                .map(element -> element.getClassName() + "." + element.getMethodName())
                .toList();

        assertThat(all.indexOf(LogicalTraceTest.class.getName() + ".program"))
                .isLessThan(all.indexOf(Trampoline.class.getName() + ".run"));
    }

    @Test
    void callersAreAddedOnceHoweverOftenTheExceptionCrosses() throws Exception {
        Throwable failure = failureOf(program(awaitsInFinally(failsAfterwards())));

        assertThat(methods(failure)).containsOnlyOnce("awaitsInFinally", "caller", "program");
    }

    @Test
    void theTraceOfAFailedFutureTellsWhoAwaitedIt() throws Exception {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        IOException original = new IOException("from afar");
        Throwable failure = failureOf(TaskScope.run(scope -> {
            Loop.current().post(() -> future.completeExceptionally(original));
            return program(fromFuture(future));
        }));

        assertThat(failure).isSameAs(original);
        assertThat(methods(failure)).containsSubsequence("fromFuture", "caller", "program");
    }

    @Test
    void theTraceOfAFailedTaskTellsWhoAwaitedIt() {
        Throwable failure = failureOf(TaskScope.run(scope -> {
            Task<Integer> task = Loop.current().rootScope().spawn(failsAfterwards());
            return program(fromTask(task));
        }));

        assertThat(failure).hasMessage("no stock");
        assertThat(methods(failure)).containsSubsequence("failsAfterwards", "fromTask", "caller", "program");
    }

    @Async
    private Coroutine<Integer> rethrows(IOException failure) throws IOException {
        await(yieldNow());
        throw failure;
    }

    @Async
    private Coroutine<Integer> fusedProgram(IOException failure) throws IOException {
        return done(1 + await(fusedCaller(failure)));
    }

    @Async
    private Coroutine<Integer> fusedCaller(IOException failure) throws IOException {
        return done(1 + await(rethrows(failure)));
    }

    @Async
    private Coroutine<Integer> gathers(IOException failure) throws IOException {
        var both = await(gather(fusedCaller(failure), failsNever()));
        return done(both.size());
    }

    @Async
    private static Coroutine<Integer> failsNever() {
        await(yieldNow());
        return done(1);
    }

    @Async
    private static Coroutine<Integer> failsAtOnce() throws IOException {
        throw new IOException("at once");
    }

    @Async
    private static Coroutine<Integer> wraps() {
        try {
            return done(1 + await(failsAtOnce()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fusedCallersStandInTheTraceAndTheExceptionIsTheSame() throws Exception {
        IOException original = new IOException("original");
        Throwable failure = failureOf(fusedProgram(original));

        assertThat(failure).isSameAs(original);
        assertThat(methods(failure)).containsSubsequence("fusedCaller", "fusedProgram");
    }

    @Test
    void callersThatAwaitACoroutineObjectStandInTheTraceAndTheExceptionIsTheSame() throws Exception {
        IOException original = new IOException("original");
        Throwable failure = failureOf(program(rethrows(original)));

        assertThat(failure).isSameAs(original);
        assertThat(methods(failure)).containsSubsequence("caller", "program");
    }

    @Test
    void whoGathersStandsInTheTraceAndTheExceptionIsTheSame() throws Exception {
        IOException original = new IOException("original");
        Throwable failure = failureOf(gathers(original));

        assertThat(failure).isSameAs(original);
        assertThat(methods(failure)).containsSubsequence("fusedCaller", "gathers");
    }

    @Async
    private static Coroutine<Integer> failsBehind(CompletableFuture<Integer> future) throws IOException {
        int left = await(future);
        throw new IOException("no stock of " + left);
    }

    @Async
    private CompletableFuture<Integer> hotCaller(Coroutine<Integer> awaited) throws IOException {
        callerLine = here() + 1;
        int value = await(awaited);
        return completed(value + 1);
    }

    @Async
    private CompletableFuture<Integer> hotProgram(CompletableFuture<Integer> awaited) {
        programLine = here() + 1;
        int value = await(awaited);
        return completed(2 * value);
    }

    @Async
    private CompletableFuture<Integer> hotProgramThatCalls(CompletableFuture<Integer> future) throws IOException {
        programLine = here() + 1;
        int value = await(hotCaller(failsBehind(future)));
        return completed(2 * value);
    }

    /** What went into the future, not what {@code join()} makes of it. */
    private static @Nullable Throwable failureIn(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        return future.<@Nullable Throwable>handle((value, failure) -> failure).join();
    }

    @Test
    void theTraceOfAMethodThatReturnsAFutureTellsItsCallersBehindAResume() throws Exception {
        CompletableFuture<Integer> stock = new CompletableFuture<>();
        CompletableFuture<Integer> result = hotCaller(failsBehind(stock));
        stock.complete(0);
        Throwable failure = Objects.requireNonNull(failureIn(result));

        assertThat(failure).hasMessage("no stock of 0");
        assertThat(methods(failure)).startsWith("failsBehind", "hotCaller");
        assertThat(lineOf(failure, "hotCaller")).isEqualTo(callerLine);
    }

    @Test
    void aMethodThatAwaitsTheFutureOfAnotherStandsInTheTraceOfTheSameException() throws Exception {
        CompletableFuture<Integer> stock = new CompletableFuture<>();
        CompletableFuture<Integer> inner = hotCaller(failsBehind(stock));
        CompletableFuture<Integer> result = hotProgram(inner);
        stock.complete(0);
        Throwable failure = Objects.requireNonNull(failureIn(result));

        assertThat(failure).isSameAs(failureIn(inner));
        assertThat(methods(failure)).startsWith("failsBehind", "hotCaller", "hotProgram");
        assertThat(lineOf(failure, "hotCaller")).isEqualTo(callerLine);
        assertThat(lineOf(failure, "hotProgram")).isEqualTo(programLine);
    }

    @Test
    void aMethodThatAwaitsACallThatReturnsAFutureStandsInTheTrace() throws Exception {
        CompletableFuture<Integer> stock = new CompletableFuture<>();
        CompletableFuture<Integer> result = hotProgramThatCalls(stock);
        stock.complete(0);
        Throwable failure = Objects.requireNonNull(failureIn(result));

        assertThat(methods(failure)).startsWith("failsBehind", "hotCaller", "hotProgramThatCalls");
        assertThat(lineOf(failure, "hotProgramThatCalls")).isEqualTo(programLine);
    }

    @Test
    void theFailureOfAFutureThatWasPendingIsTheSameExceptionAtEachBorder() throws Exception {
        IOException original = new IOException("from afar");
        CompletableFuture<Integer> stock = new CompletableFuture<>();
        CompletableFuture<Integer> inner = hotCaller(fromFuture(stock));
        CompletableFuture<Integer> result = hotProgram(inner);
        stock.completeExceptionally(original);

        assertThat(failureIn(inner)).isSameAs(original);
        assertThat(failureIn(result)).isSameAs(original);
        assertThat(methods(original)).containsSubsequence("fromFuture", "hotCaller", "hotProgram");
    }

    @Test
    void aCoroutineThatAwaitsAMethodThatReturnsAFutureStandsInTheTraceOfTheSameException() throws Exception {
        CompletableFuture<Integer> inner = new CompletableFuture<>();
        Throwable failure = failureOf(TaskScope.run(scope -> {
            CompletableFuture<Integer> stock = new CompletableFuture<>();
            CompletableFuture<Integer> called = hotCaller(failsBehind(stock));
            called.whenComplete((value, thrown) -> inner.completeExceptionally(thrown));
            Loop.current().post(() -> stock.complete(0));
            return program(fromFuture(called));
        }));

        assertThat(failure).isSameAs(failureIn(inner));
        assertThat(methods(failure)).containsSubsequence("failsBehind", "hotCaller", "fromFuture", "caller", "program");
    }

    @Test
    void methodsHaveTheirNamesInTheSourceAlsoWhereNothingWasSuspended() {
        Throwable failure = failureOf(wraps());

        assertThat(failure).isInstanceOf(IllegalStateException.class);
        assertThat(methods(failure)).startsWith("wraps");
        assertThat(methods(Objects.requireNonNull(failure.getCause()))).startsWith("failsAtOnce", "wraps");
    }

    /** A frame that is suspended in a line. */
    private static Frame<Integer> at(int line) {
        return new Frame<>() {
            @Override
            protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
                throw new AssertionError("resumed");
            }

            @Override
            protected StackTraceElement position() {
                return new StackTraceElement("shop.Store", "buy", "Store.java", line);
            }
        };
    }

    @Test
    void theTraceOfAnExceptionThatIsThrownAgainAndAgainDoesNotGrowForEver() {
        IOException constant = new IOException("made once");
        for (int line = 1; line <= 10_000; line++) {
            LogicalTrace.complete(constant, at(line));
        }

        assertThat(constant.getStackTrace().length).isLessThan(5_000);
    }

    @Test
    void anExceptionWithoutATraceStaysWithoutOne() {
        class Signal extends RuntimeException {
            private static final long serialVersionUID = 1;

            Signal() {
                super("stop", null, false, false);
            }
        }
        Signal signal = new Signal();

        assertThat(failureOf(resumes(signal))).isSameAs(signal);
        assertThat(signal.getStackTrace()).isEmpty();
    }

    @Test
    void anExceptionWhoseClassDoesNotGiveItsTraceIsDeliveredAsItIs() {
        class Mocked extends RuntimeException {
            private static final long serialVersionUID = 1;

            @Override
            @SuppressWarnings("NullAway") // as an exception made by a library for mock objects does
            public StackTraceElement[] getStackTrace() {
                return null;
            }
        }
        Mocked mocked = new Mocked();

        assertThat(failureOf(resumes(mocked))).isSameAs(mocked);
    }

    @Async
    private static Coroutine<Integer> resumes(RuntimeException failure) {
        await(yieldNow());
        throw failure;
    }

    @Test
    void nobodyIsAskedForPositionsWhileNothingIsThrown() {
        Frame<Integer> silent = new Frame<>() {
            @Override
            protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
                if (state == STARTED) {
                    return Awaits.suspend(Objects.requireNonNull(Awaits.await(failsNever())), this, 1);
                }
                return value;
            }

            @Override
            protected StackTraceElement position() {
                throw new AssertionError("asked");
            }
        };

        assertThat(Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), silent))
                .isEqualTo(1);
    }
}
