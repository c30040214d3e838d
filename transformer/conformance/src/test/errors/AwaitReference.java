package errors;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.annotation.Async;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

class AwaitReference {
    @Async
    static Coroutine<List<String>> insideAsync(List<Coroutine<String>> all) {
        Function<Coroutine<String>, String> f = Coroutines::await;
        return done(all.stream().map(f).toList());
    }

    static Function<CompletionStage<String>, String> outside() {
        return Coroutines::await;
    }
}
