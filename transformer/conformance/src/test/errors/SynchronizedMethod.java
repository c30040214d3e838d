package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

class SynchronizedMethod {
    @Async
    synchronized Coroutine<String> instance(Coroutine<String> c) {
        return done(await(c));
    }

    @Async
    static synchronized Coroutine<String> ofTheClass(Coroutine<String> c) {
        return done(await(c));
    }
}
