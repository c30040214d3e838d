package errors;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.annotation.Async;
import java.util.List;

class EmitOutsideGenerator {
    void plain(int x) {
        emit(x);
    }

    @Async
    Coroutine<Void> coroutine(int x) {
        emit(x);
        return done();
    }

    AsyncStream<Integer> streamButNotAnnotated(int x) {
        emit(x);
        return end();
    }

    @Async
    AsyncStream<Integer> inALambda(List<Integer> xs) {
        xs.forEach(x -> emit(x));
        return end();
    }

    @Async
    AsyncStream<Integer> byReference(List<Integer> xs) {
        xs.forEach(Coroutines::emit);
        return end();
    }
}
