package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

class WrongReturnType {
    @Async
    void nothing(Coroutine<String> c) {
        await(c);
    }

    @Async
    static int number(Coroutine<Integer> c) {
        return await(c);
    }

    @Async
    static Object object(Coroutine<Integer> c) {
        return done(await(c));
    }

    @Async
    static java.util.concurrent.Future<String> future(Coroutine<String> c) {
        return CompletableFuture.completedFuture(await(c));
    }

    @Async
    static String[] withoutAwait() {
        return new String[0];
    }
}
