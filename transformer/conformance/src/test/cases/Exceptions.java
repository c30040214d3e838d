package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;

/** Awaits in and around try, catch and finally. */
class Exceptions {
    @Case
    @Async
    static Coroutine<String> failureCaughtAtTheAwait() {
        try {
            return done(await(Probe.<String, IOException>failing(new IOException("lost"))));
        } catch (IOException e) {
            return done("caught " + e.getMessage());
        }
    }

    @Case
    @Async
    static Coroutine<String> failureNotCaughtByAnotherType() throws IOException {
        try {
            return done(await(Probe.<String, IOException>failing(new IOException("lost"))));
        } catch (RuntimeException e) {
            return done("caught " + e.getMessage());
        }
    }

    @Case
    @Async
    static Coroutine<String> failureOutsideAnyTry() throws IOException {
        log("before");
        String s = await(Probe.<String, IOException>failing(new IOException("lost")));
        log("after");
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> everythingCaught() {
        String s = "";
        try {
            s += await(Probe.of("a"));
            s += await(Probe.of("b"));
        } catch (Throwable t) {
            s += t.getMessage();
        }
        return done(s + await(Probe.of("c")));
    }

    @Case
    @Async
    static Coroutine<String> multiCatch() throws Exception {
        try {
            await(Probe.of(1));
            throw new TimeoutException("late");
        } catch (TimeoutException | RuntimeException e) {
            return done(e.getMessage() + await(Probe.of("!")));
        }
    }

    @Case
    @Async
    static Coroutine<String> orderOfHandlers() {
        try {
            await(Probe.of(1));
            try {
                await(Probe.of(2));
            } catch (RuntimeException e) {
                return done("inner " + e.getMessage());
            }
            await(Probe.of(3));
        } catch (RuntimeException e) {
            return done("outer " + e.getMessage());
        } catch (Exception e) {
            return done("outermost " + e.getMessage());
        }
        return done("none");
    }

    @Case
    @Async
    static Coroutine<String> awaitInCatch() {
        try {
            throw new IllegalStateException("x");
        } catch (IllegalStateException e) {
            String a = await(Probe.of("a"));
            return done(a + e.getMessage());
        }
    }

    @Case
    @Async
    static Coroutine<String> rethrowAfterAwaitInCatch() throws IOException {
        try {
            await(Probe.of(1));
            throw new IOException("first");
        } catch (IOException e) {
            log("cleaning up", await(Probe.of(2)));
            throw e;
        }
    }

    @Case
    @Async
    static Coroutine<String> translatedException() {
        try {
            await(Probe.of(1));
            throw new IOException("first");
        } catch (IOException e) {
            throw new UncheckedIOException(await(Probe.of("translated")), e);
        }
    }

    @Case
    @Async
    static Coroutine<Integer> finallyOnTheNormalWay() {
        int a = 1;
        try {
            a += await(Probe.of(10));
        } finally {
            log("finally", a);
        }
        return done(a);
    }

    @Case
    @Async
    static Coroutine<Integer> awaitInFinally() {
        int a = 1;
        try {
            a += await(Probe.of(10));
            log("body", a);
        } finally {
            a += await(Probe.of(100));
            log("finally", a);
        }
        return done(a);
    }

    @Case
    @Async
    static Coroutine<Integer> awaitInFinallyWhileThrowing() throws IOException {
        try {
            throw new IOException("kept while the finally block awaits");
        } finally {
            log("finally", await(Probe.of(1)), await(Probe.of(2)));
        }
    }

    @Case
    @Async
    static Coroutine<Integer> returnValueKeptOverFinally() {
        int a = 1;
        try {
            return done(a + await(Probe.of(10)));
        } finally {
            a = 1000;
            log("finally", await(Probe.of(2)), a);
        }
    }

    @Case
    @Async
    @SuppressWarnings("finally")
    static Coroutine<String> returnInFinallyWins() {
        try {
            await(Probe.of(1));
            throw new IllegalStateException("lost");
        } finally {
            return done("finally " + await(Probe.of(2)));
        }
    }

    @Case
    @Async
    @SuppressWarnings("finally")
    static Coroutine<String> returnInFinallyReplacesReturn() {
        try {
            return done("try " + await(Probe.of(1)));
        } finally {
            return done("finally " + await(Probe.of(2)));
        }
    }

    @Case
    @Async
    @SuppressWarnings("finally")
    static Coroutine<String> throwInFinallyWins() throws IOException {
        try {
            await(Probe.of(1));
            throw new IllegalStateException("first");
        } finally {
            await(Probe.of(2));
            throw new IOException("second");
        }
    }

    @Case
    @Async
    @SuppressWarnings("finally")
    static Coroutine<Integer> breakInFinally() {
        int n = 0;
        while (true) {
            try {
                n += await(Probe.of(1));
                throw new IllegalStateException();
            } finally {
                if (await(Probe.of(n)) > 2) {
                    break;
                }
                continue;
            }
        }
        return done(n);
    }

    @Case
    @Async
    static Coroutine<String> nestedFinally() {
        StringBuilder s = new StringBuilder();
        try {
            try {
                try {
                    s.append(await(Probe.of("a")));
                } finally {
                    s.append(await(Probe.of("b")));
                }
            } finally {
                s.append(await(Probe.of("c")));
            }
        } catch (Exception e) {
            s.append(e.getMessage()).append(await(Probe.of("d")));
        } finally {
            s.append(await(Probe.of("e")));
            log(s);
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> tryInFinally() {
        String s = "";
        try {
            s += await(Probe.of("a"));
        } finally {
            try {
                s += await(Probe.of("b"));
            } catch (RuntimeException e) {
                log("inner", e.getMessage());
                s += await(Probe.of("c"));
            }
            log(s);
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> tryInCatch() {
        String s = "";
        try {
            s += await(Probe.of("a"));
            throw new IllegalArgumentException(s);
        } catch (RuntimeException outer) {
            try {
                s += await(Probe.of("b"));
                throw new IllegalStateException(s);
            } catch (IllegalStateException inner) {
                s += await(Probe.of(inner.getMessage())) + outer.getMessage();
            }
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> valueUsedOnlyInTheHandler() {
        String onlyForHandler = seen("needed");
        try {
            await(Probe.of(1));
            await(Probe.of(2));
            return done("fine");
        } catch (RuntimeException e) {
            return done(onlyForHandler + " " + e.getMessage());
        }
    }

    @Case
    @Async
    static Coroutine<String> wideValueUsedOnlyInFinally() {
        long start = seen(1L << 35);
        double rate = seen(0.25);
        try {
            await(Probe.of(1));
            await(Probe.of(2));
        } finally {
            log(start, rate);
        }
        return done("end");
    }

    @Case
    @Async
    static Coroutine<String> valueAssignedBetweenTwoAwaits() {
        int progress = 0;
        try {
            await(Probe.of(1));
            progress = 1;
            await(Probe.of(2));
            progress = 2;
            await(Probe.of(3));
            progress = 3;
        } catch (RuntimeException e) {
            log("handler sees", progress);
        } finally {
            log("finally sees", progress);
        }
        return done("progress " + progress);
    }

    @Case
    @Async
    static Coroutine<String> assignmentByTheFailingAwaitDoesNotHappen() {
        String s = "old";
        try {
            s = await(Probe.of("new"));
        } catch (RuntimeException e) {
            s += " kept";
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> assignedInTryReadAfterwards() {
        String s;
        int n;
        try {
            s = await(Probe.of("value"));
            n = await(Probe.of(1));
        } catch (RuntimeException e) {
            s = "default";
            n = await(Probe.of(2));
        }
        return done(s + n);
    }

    @Case
    @Async
    static Coroutine<String> exceptionVariableAcrossAwaits() {
        Throwable first = null;
        for (int i = 0; i < 3; i++) {
            try {
                throw new IllegalStateException("turn " + await(Probe.of(i)));
            } catch (IllegalStateException e) {
                await(Probe.of(i));
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        log(first);
        return done("end");
    }

    @Case
    @Async
    static Coroutine<String> operandsAreGoneInTheHandler() {
        String s = "a";
        try {
            s = s + seen("b") + await(Probe.of("c")) + seen("d") + await(Probe.of("e"));
        } catch (Exception e) {
            s += e.getMessage();
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> throwBeforeTheFirstAwait() {
        if (seen(true)) {
            throw new IllegalArgumentException("at once");
        }
        return done(await(Probe.of("never")));
    }

    @Case
    @Async
    static Coroutine<String> throwBetweenAwaits() throws IOException {
        await(Probe.of(1));
        if (seen(true)) {
            throw new IOException("between");
        }
        return done(await(Probe.of("never")));
    }

    @Case
    @Async
    static Coroutine<String> callThatThrowsInsideTry() {
        try {
            String s = await(Probe.of("12x"));
            return done("" + Integer.parseInt(s));
        } catch (NumberFormatException e) {
            return done("not a number" + await(Probe.of("!")));
        } finally {
            log("finally");
        }
    }

    @Case
    @Async
    static Coroutine<String> typedFailureOfFusedCall() {
        try {
            return done(reads(seen(true)));
        } catch (IOException e) {
            return done("at the call " + e.getMessage());
        }
    }

    private static String reads(boolean broken) throws IOException {
        if (broken) {
            throw new IOException("not asynchronous");
        }
        return "";
    }

    @Async
    private static Coroutine<String> breaks(int stage) throws IOException {
        if (stage == 0) {
            throw new IOException("stage 0");
        }
        await(Probe.of(1));
        if (stage == 1) {
            throw new IOException("stage 1");
        }
        return done("stage " + stage);
    }

    @Case
    @Async
    static Coroutine<String> failuresOfFusedCalls() {
        StringBuilder s = new StringBuilder();
        for (int stage = 0; stage < 3; stage++) {
            try {
                s.append(await(breaks(stage)));
            } catch (IOException e) {
                s.append("caught ").append(e.getMessage());
            }
            s.append("; ");
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> coldCallIsMadeInsideTryButAwaitedOutside() throws IOException {
        Coroutine<String> cold;
        try {
            cold = breaks(0);
        } catch (IOException e) {
            return done("never: a coroutine fails where it is awaited");
        }
        return done(await(cold));
    }

    @Case
    @Async
    static Coroutine<String> emptyCatch() {
        try {
            await(Probe.of(1));
        } catch (Throwable ignored) {
        }
        try {
            await(Probe.of(2));
        } catch (Throwable ignored) {
        } finally {
            log("finally");
        }
        return done("end");
    }

    @Case
    @Async
    static Coroutine<String> sneakyThroughFinallyAndCatch() {
        String where = "start";
        try {
            try {
                where = await(Probe.of("one"));
                where = await(Probe.of("two"));
            } finally {
                where += await(Probe.of(" cleaned"));
            }
        } catch (Throwable t) {
            return done(where + " " + t.getMessage());
        }
        return done(where);
    }

    @Case
    @Async
    static Coroutine<String> stackOverflowStaysOne() {
        await(Probe.of(1));
        try {
            overflow(0);
            return done("no");
        } catch (StackOverflowError e) {
            return done("overflow " + await(Probe.of("caught")));
        }
    }

    private static int overflow(int n) {
        return n > 100_000 ? fail() : overflow(n + 1) + 1;
    }

    private static int fail() {
        throw new StackOverflowError();
    }

    @Case
    @Async
    static Coroutine<String> futuresFailWithTheOriginalException() {
        try {
            return done(await(Probe.<String, IOException>failingFuture(new IOException("original"))));
        } catch (IOException e) {
            return done("caught " + e.getMessage());
        }
    }

    /** A method that returns null in place of a coroutine has no result, not the result null. */
    @Case
    @Async
    static Coroutine<String> nullInPlaceOfACoroutine() {
        String thrown = "";
        try {
            await(nullOrDone(true));
        } catch (NullPointerException e) {
            thrown += "branch ";
        }
        try {
            await(nullUnlessSet(false));
        } catch (NullPointerException e) {
            thrown += "variable ";
        }
        return done(thrown + await(nullOrDone(false)) + await(nullUnlessSet(true)));
    }

    @Async
    private static Coroutine<String> nullOrDone(boolean isNull) {
        await(Probe.of(1));
        return isNull ? null : done("done");
    }

    @Async
    private static Coroutine<String> nullUnlessSet(boolean isSet) {
        Coroutine<String> result = null;
        try {
            if (isSet) {
                result = done(await(Probe.of("set")));
            }
        } finally {
            log("finally");
        }
        return result;
    }
}
