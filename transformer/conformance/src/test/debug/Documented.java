package debug;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;

/** What docs/debugging.md shows. */
class Documented {
    @Case
    static Coroutine<String> documented() {
        return bill(" tea ", 2, Probe.of(3));
    }

    @Async
    static Coroutine<String> bill(String item, int count, Coroutine<Integer> quote) {
        String title = item.strip();
        int price = await(quote);
        int total = price * count;
        return done(title + " " + total);
    }
}
