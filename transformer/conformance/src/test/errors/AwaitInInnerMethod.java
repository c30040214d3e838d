package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

class AwaitInInnerMethod {
    @Async
    static Coroutine<String> outer(Coroutine<String> c) {
        return done(new Object() {
            String inner() {
                return await(c);
            }
        }.inner());
    }
}
