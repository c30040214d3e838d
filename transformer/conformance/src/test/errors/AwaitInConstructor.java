package errors;

import static dev.heddle.Coroutines.await;

import dev.heddle.Coroutine;

class AwaitInConstructor {
    private final String name;

    AwaitInConstructor(Coroutine<String> c) {
        name = await(c);
    }

    String name() {
        return name;
    }
}
