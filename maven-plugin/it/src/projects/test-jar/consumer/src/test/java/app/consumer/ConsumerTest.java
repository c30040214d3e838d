package app.consumer;

import static dev.heddle.Coroutines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import app.Prices;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import org.junit.jupiter.api.Test;

class ConsumerTest {
    @Async
    static Coroutine<Integer> sum() {
        return done(await(Prices.fourTimes(1)) + await(Prices.fourTimes(2)));
    }

    @Test
    void whatOtherTestsAreMadeOfIsAwaited() {
        assertEquals(12, Loop.run(sum()));
    }
}
