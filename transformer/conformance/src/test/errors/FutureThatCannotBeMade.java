package errors;

import dev.heddle.Coroutines;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;

class FutureThatCannotBeMade {
    abstract static class Abstract<T> extends CompletableFuture<T> {}

    static class WithoutConstructor<T> extends CompletableFuture<T> {
        WithoutConstructor(String name) {}
    }

    static class Fine<T> extends CompletableFuture<T> {
        private Fine() {}
    }

    @Async
    Abstract<Integer> isAbstract() {
        return Coroutines.completed(1);
    }

    @Async
    WithoutConstructor<Integer> hasNone() {
        return Coroutines.completed(1);
    }

    @Async
    Fine<Integer> fine() {
        return Coroutines.completed(1);
    }
}
