package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

class SeveralMistakes {
    SeveralMistakes(Coroutine<String> c) {
        await(c);
    }

    @Async
    static Coroutine<String> fine(Coroutine<String> c) {
        return done(await(c));
    }

    @Async
    synchronized int everything(Coroutine<Integer> c) {
        synchronized (c) {
            return await(c);
        }
    }

    static String plain(Coroutine<String> c) {
        String twice = await(c) + await(c);
        return twice;
    }
}
