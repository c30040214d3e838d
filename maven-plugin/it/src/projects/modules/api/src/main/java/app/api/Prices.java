package app.api;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

public interface Prices {
    @Async
    Coroutine<Integer> of(String item);
}
