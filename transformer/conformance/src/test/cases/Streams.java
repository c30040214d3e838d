package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Methods that emit, and those who ask them for some or all of it. */
class Streams {
    @Async
    static <T> Coroutine<Integer> use(AsyncStream<T> stream, int most) {
        int used = 0;
        try (stream) {
            while (used < most && await(stream.advance())) {
                used++;
                log("use", stream.value());
            }
        } finally {
            log("used", used);
        }
        return done(used);
    }

    @Async
    static AsyncStream<String> loops(int times, long wide) {
        double half = wide / 2.0;
        for (int i = 0; i < times; i++) {
            emit("a" + i);
            wide += await(Probe.of(i));
            emit(wide + " " + half);
        }
        return end();
    }

    @Case
    static Coroutine<Integer> allOfIt() {
        return use(loops(3, 1L << 40), 100);
    }

    @Case
    static Coroutine<Integer> someOfIt() {
        return use(loops(3, 5), 3);
    }

    @Case
    static Coroutine<Integer> nothingOfIt() {
        return use(loops(3, 5), 0);
    }

    @Async
    static AsyncStream<Integer> handlers() throws IOException {
        int caught = 0;
        for (int i = 0; i < 3; i++) {
            try {
                emit(i);
                emit(await(Probe.of(10 + i)));
                if (i == 1) {
                    throw new IOException("at " + i);
                }
            } catch (IOException | IllegalStateException e) {
                log("caught", e.getMessage());
                caught++;
                emit(-caught);
            } finally {
                log("finally", i, caught);
                await(Probe.of("clean"));
            }
        }
        return end();
    }

    @Case
    static Coroutine<Integer> insideHandlers() throws IOException {
        return use(handlers(), 100);
    }

    @Case
    static Coroutine<Integer> closedInsideHandlers() throws IOException {
        return use(handlers(), 1);
    }

    @Case
    static Coroutine<Integer> closedInACatch() throws IOException {
        return use(handlers(), 5);
    }

    @Async
    static AsyncStream<Integer> emitsInFinally() {
        try {
            emit(1);
        } finally {
            emit(seen(2));
            log("behind");
        }
        return end();
    }

    @Case
    static Coroutine<Integer> anEmitInFinally() {
        return use(emitsInFinally(), 2);
    }

    @Case
    static Coroutine<Integer> anEmitInFinallyOfAClosedStream() {
        return use(emitsInFinally(), 1);
    }

    @Async
    static AsyncStream<String> operands(String text) {
        log(text + switch (text.length()) {
            case 1 -> {
                emit("one");
                yield 1L;
            }
            default -> {
                emit("more");
                yield await(Probe.of(2L));
            }
        });
        emit(new StringBuilder(text).append(await(Probe.of('!'))).toString());
        return text.length() > 3 ? end() : operands(text + text);
    }

    @Case
    static Coroutine<Integer> operandsBelowAnEmit() {
        return use(operands("x"), 100);
    }

    @Async
    static AsyncStream<Integer> filter(AsyncStream<Integer> source, Function<Integer, Coroutine<Boolean>> filter) {
        try (source) {
            while (await(source.advance())) {
                int value = source.value();
                if (await(filter.apply(value))) {
                    emit(value);
                }
            }
        }
        return end();
    }

    @Async
    static AsyncStream<Integer> from(List<Integer> values) {
        for (int value : values) {
            emit(value);
        }
        log("end of list");
        return end();
    }

    @Case
    static Coroutine<Integer> aStreamThatReadsAnother() {
        return use(filter(from(List.of(1, 2, 3, 4)), x -> done(await(Probe.of(x % 2 == 0)))), 100);
    }

    @Case
    static Coroutine<Integer> aStreamThatReadsAnotherClosed() {
        return use(filter(from(List.of(1, 2, 3, 4)), x -> done(await(Probe.of(x % 2 == 0)))), 1);
    }

    @Case
    static Coroutine<Integer> lambdas() {
        Function<String, AsyncStream<String>> twice = text -> {
            emit(text);
            await(Probe.of(0));
            emit(text + text);
            return end();
        };
        return use(twice.apply("z"), 100);
    }

    @Case
    static Coroutine<Integer> nullElements() {
        Function<String, AsyncStream<String>> nulls = text -> {
            emit(null);
            emit(text);
            emit(null);
            return end();
        };
        return use(nulls.apply("z"), 100);
    }
}
