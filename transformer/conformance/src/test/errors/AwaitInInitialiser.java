package errors;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

class AwaitInInitialiser {
    static final String TEXT = await(done("text"));

    private final int number = await(done(1));

    {
        await(done(number));
    }

    static {
        await(done(TEXT));
    }
}
