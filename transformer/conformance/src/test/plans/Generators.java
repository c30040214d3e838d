package plans;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.function.Function;

/** Methods that emit. */
class Generators {
    @Async
    AsyncStream<Integer> numbers(int end) {
        for (int i = 0; i < end; i++) {
            emit(i);
        }
        return end();
    }

    @Async
    AsyncStream<String> operandsStayBehind(StringBuilder text, Coroutine<String> more) {
        text.append(switch (text.length()) {
            case 0 -> {
                emit("empty");
                yield await(more);
            }
            default -> "";
        });
        return text.length() > 3 ? end() : operandsStayBehind(text, more);
    }

    @Async
    AsyncStream<String> all(AutoCloseable resource, AsyncStream<String> others) throws Exception {
        try (resource;
                others) {
            while (await(others.advance())) {
                emit(others.value());
            }
        }
        return end();
    }

    Function<Integer, AsyncStream<Integer>> lambda(int times) {
        return x -> {
            for (int i = 0; i < times; i++) {
                emit(x);
            }
            return end();
        };
    }
}
