package errors;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

class NameTaken {
    @Async
    Coroutine<String> find(int n) {
        return done("found " + n);
    }

    Object find$async(int n) {
        return n;
    }

    Object find$async(long n) {
        return n;
    }
}
