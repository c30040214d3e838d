package debug;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.io.IOException;

/** Exceptions around awaits. */
class Failures {
    @Case
    @Async
    static Coroutine<String> tryCatchFinally() {
        String log = "";
        for (int i = 0; i < 2; i++) {
            try {
                log += await(Probe.of("t"));
                if (i == 1) {
                    await(Probe.failing(new IOException("no")));
                }
                log += "u";
            } catch (IOException e) {
                log += await(Probe.of("c"));
                log += e.getMessage();
            } finally {
                log += await(Probe.of("f"));
            }
        }
        return done(log);
    }

    @Case
    @Async
    static Coroutine<Integer> nested() {
        int depth = 0;
        try {
            depth++;
            try {
                int inner = 5;
                depth += await(Probe.of(inner));
                throw new IllegalStateException("inner");
            } finally {
                depth += await(Probe.of(1));
            }
        } catch (IllegalStateException e) {
            return done(depth);
        }
    }

    @Case
    @Async
    static Coroutine<Void> leaves() throws IOException {
        int before = 1;
        await(Probe.of(before));
        await(thrower(before));
        return done();
    }

    @Async
    private static Coroutine<Void> thrower(int n) throws IOException {
        String message = "thrown " + n;
        await(Probe.of(message));
        throw new IOException(message);
    }
}
