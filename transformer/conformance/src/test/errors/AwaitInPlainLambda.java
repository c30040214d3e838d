package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.List;
import java.util.function.Supplier;

class AwaitInPlainLambda {
    @Async
    static Coroutine<List<String>> insideAsyncMethod(List<Coroutine<String>> all) {
        return done(all.stream().map(c -> await(c)).toList());
    }

    @Async
    static Coroutine<Void> runnable(Coroutine<String> c) {
        Runnable r = () -> await(c);
        r.run();
        return done();
    }

    static Supplier<Coroutine<String>> insideAsyncLambda(Coroutine<String> c) {
        return () -> {
            Supplier<String> plain = () -> await(c);
            return done(await(c) + plain.get());
        };
    }
}
