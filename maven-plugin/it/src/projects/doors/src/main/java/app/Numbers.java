package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** Generators, read to their end and closed before it. */
class Numbers {
    @Async
    static AsyncStream<Integer> until(int end) {
        try {
            for (int i = 0; i < end; i++) {
                await(yieldNow());
                emit(i * i);
            }
        } finally {
            System.out.println("generator ends");
        }
        return end();
    }

    @Async
    static Coroutine<Void> all() throws Exception {
        for (int limit : new int[] {100, 5}) {
            int sum = 0;
            try (AsyncStream<Integer> numbers = until(5)) {
                while (sum < limit && await(numbers.advance())) {
                    sum += numbers.value();
                }
            }
            System.out.println("sum " + sum);
        }
        return done();
    }
}
