package errors;

import static dev.heddle.Coroutines.await;

import dev.heddle.Coroutine;

class AwaitInNestedFace {
    interface Face {
        default String byDefault(Coroutine<String> c) {
            return await(c);
        }
    }
}
