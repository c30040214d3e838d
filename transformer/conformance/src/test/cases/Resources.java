package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Awaits in try-with-resources; resources that close by awaiting. */
class Resources {
    /** Closes at once. */
    record Plain(String name) implements AutoCloseable {
        Plain {
            log("open", name);
        }

        @Override
        public void close() {
            log("close", name);
        }
    }

    /** Closing throws. */
    record Faulty(String name) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            throw new IOException("closing " + name);
        }
    }

    /** Closing awaits. */
    static class Awaiting implements AsyncCloseable {
        final String name;

        Awaiting(String name) {
            this.name = name;
            log("open", name);
        }

        @Override
        @Async
        public Coroutine<Void> closeAsync(CloseReason reason) {
            log("closing", name, reason);
            await(Probe.of(name));
            log("closed", name);
            return done();
        }
    }

    /** Seen by its users as its own type, two steps away from {@code AsyncCloseable}. */
    static final class Derived extends Awaiting {
        Derived(String name) {
            super(name);
        }
    }

    interface Channel extends AsyncCloseable {
        String read();
    }

    static Channel channel(String name) {
        return new Channel() {
            @Override
            public String read() {
                return "read " + name;
            }

            @Override
            public Coroutine<Void> closeAsync(CloseReason reason) {
                log("closing", name, reason);
                return Probe.of(null);
            }
        };
    }

    @Case
    @Async
    static Coroutine<String> plainResource() {
        try (Plain a = new Plain("a")) {
            return done(a.name() + await(Probe.of("b")));
        }
    }

    @Case
    @Async
    static Coroutine<String> plainResourcesInOrder() {
        String s = "";
        try (Plain a = new Plain("a");
                Plain b = new Plain(await(Probe.of("b")))) {
            s += await(Probe.of(a.name() + b.name()));
        } catch (RuntimeException e) {
            s += e.getMessage();
        } finally {
            s += await(Probe.of("f"));
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> faultyClose() throws IOException {
        try (Faulty a = new Faulty("a")) {
            log(await(Probe.of(a.name())));
            throw new IllegalStateException("body");
        }
    }

    @Case
    @Async
    static Coroutine<String> faultyCloseOnTheNormalWay() {
        try (Faulty a = new Faulty("a")) {
            return done(await(Probe.of("lost")));
        } catch (IOException e) {
            return done(e.getMessage() + await(Probe.of("!")));
        }
    }

    @Case
    @Async
    static Coroutine<String> nullResource() {
        try (Plain a = seen((Plain) null)) {
            return done(await(Probe.of("fine")) + a);
        }
    }

    @Case
    @Async
    static Coroutine<String> awaitedResource() throws Exception {
        try (AutoCloseable a = await(Probe.of(new Plain("a")))) {
            return done(await(Probe.of("b")) + a);
        }
    }

    @Case
    @Async
    static Coroutine<String> resourceVariableFromOutside() {
        Plain a = new Plain("a");
        try (a) {
            log(await(Probe.of(1)));
        }
        return done(a.name());
    }

    @Case
    @Async
    static Coroutine<String> awaitedClose() throws IOException {
        try (Awaiting a = new Awaiting("a")) {
            log("body", a.name, await(Probe.of(1)));
        }
        return done("end");
    }

    @Case
    @Async
    static Coroutine<String> awaitedCloseWithoutAwaitInTheBody() throws IOException {
        try (Awaiting a = new Awaiting("a")) {
            log("body", a.name);
        }
        return done("end");
    }

    @Case
    @Async
    static Coroutine<String> awaitedCloseOfDerivedType() throws IOException {
        try (Derived a = new Derived("a")) {
            return done(a.name + await(Probe.of(1)));
        }
    }

    @Case
    @Async
    static Coroutine<String> awaitedCloseThroughInterface() throws IOException {
        try (Channel a = channel("a");
                AsyncCloseable b = channel("b")) {
            return done(a.read() + (b != null));
        }
    }

    @Case
    @Async
    static Coroutine<String> returnInsideAwaitedClose() throws IOException {
        for (int i = 0; ; i++) {
            try (Awaiting a = new Awaiting("a" + i)) {
                if (await(Probe.of(i)) == 1) {
                    return done("returned " + a.name);
                }
            }
        }
    }

    @Case
    @Async
    static Coroutine<Integer> breakAndContinueOutOfAwaitedClose() throws IOException {
        int n = 0;
        while (true) {
            try (Awaiting a = new Awaiting("a" + n)) {
                n++;
                if (n == 1) {
                    continue;
                }
                if (n == 2) {
                    break;
                }
            }
        }
        return done(n);
    }

    @Case
    @Async
    static Coroutine<String> throwInsideAwaitedClose() throws IOException {
        try (Awaiting a = new Awaiting("a")) {
            if (a.name != null) {
                throw new IllegalStateException("body");
            }
        }
        return done("never");
    }

    @Case
    @Async
    static Coroutine<String> throwInsideAwaitedCloseCaught() {
        String s = "";
        try (Awaiting a = new Awaiting("a")) {
            s += await(Probe.of("b"));
            throw new IllegalStateException("body");
        } catch (IllegalStateException | IOException e) {
            s += e.getMessage() + e.getSuppressed().length;
        } finally {
            log("finally");
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> nestedAwaitedCloses() throws IOException {
        try (Awaiting a = new Awaiting("a");
                Plain b = new Plain("b");
                Awaiting c = new Awaiting("c")) {
            String s = a.name + b.name() + c.name;
            return done(s + await(Probe.of("body")));
        }
    }

    @Case
    @Async
    static Coroutine<String> secondResourceFailsToOpen() throws IOException {
        try (Awaiting a = new Awaiting("a");
                Awaiting b = new Awaiting(refuse())) {
            return done("never " + a + b);
        }
    }

    private static String refuse() {
        throw new IllegalStateException("refused");
    }

    @Case
    @Async
    static Coroutine<String> nullAwaitingResource() throws IOException {
        try (Awaiting a = seen((Awaiting) null)) {
            return done("body " + a + await(Probe.of(1)));
        }
    }

    @Case
    @Async
    static Coroutine<String> bodyAndCloseFail() throws IOException {
        try (AsyncCloseable a = reason -> Probe.failing(new IllegalArgumentException("closing " + reason))) {
            log(await(Probe.of(1)));
            throw new IllegalStateException("body");
        }
    }

    @Case
    @Async
    static Coroutine<String> onlyCloseFails() throws IOException {
        try (AsyncCloseable a = reason -> Probe.failing(new IllegalArgumentException("closing " + reason))) {
            return done(await(Probe.of("lost")));
        }
    }

    @Case
    @Async
    static Coroutine<String> closeThrowsBeforeItsCoroutine() throws IOException {
        try (AsyncCloseable a = reason -> {
            throw new IllegalStateException("closing " + reason);
        }) {
            return done(await(Probe.of("lost")));
        }
    }

    @Case
    @Async
    static Coroutine<String> closeInHandWrittenFinally() throws IOException {
        Awaiting a = new Awaiting("a");
        try {
            return done(await(Probe.of("body")));
        } finally {
            a.close();
        }
    }

    @Case
    @Async
    static Coroutine<String> closeInCatchOnly() throws IOException {
        Awaiting a = new Awaiting("a");
        try {
            log(await(Probe.of("body")));
            throw new IllegalStateException("body");
        } catch (IllegalStateException e) {
            a.close();
            return done(e.getMessage());
        }
    }

    @Case
    @Async
    static Coroutine<String> closeAsStatement() throws IOException {
        Awaiting a = new Awaiting("a");
        a.close();
        a.close();
        return done("end");
    }

    @Case
    @Async
    static Coroutine<String> awaitedCloseInsideCatchAndFinally() throws IOException {
        String s = "";
        try {
            s += await(Probe.of("a"));
            throw new IllegalStateException("x");
        } catch (IllegalStateException e) {
            try (Awaiting a = new Awaiting("in catch")) {
                s += a.name;
            }
        } finally {
            try (Awaiting a = new Awaiting("in finally")) {
                s += a.name;
            }
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> awaitedCloseInsideLambda() throws Exception {
        Callable<Coroutine<String>> body = () -> {
            try (Awaiting a = new Awaiting("in lambda")) {
                return done(a.name + await(Probe.of(1)));
            }
        };
        return done(await(body.call()));
    }
}
