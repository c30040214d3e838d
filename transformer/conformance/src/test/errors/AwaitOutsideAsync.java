package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import java.util.concurrent.CompletionStage;

class AwaitOutsideAsync {
    static int number(Coroutine<Integer> c) {
        return await(c);
    }

    void nothing(CompletionStage<String> s) {
        await(s);
    }

    static Coroutine<String> coroutineButNotAnnotated(Coroutine<String> c, int[] others) {
        return done(await(c) + others.length);
    }
}
