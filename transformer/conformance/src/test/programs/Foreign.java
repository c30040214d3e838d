package foreign;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** In another package, and with a type in its signatures that nobody there can name. */
public final class Foreign {
    private Foreign() {}

    public static Hidden hidden(String text) {
        return new Hidden(text);
    }

    @Async
    public static Coroutine<String> open(Hidden hidden) {
        return done(hidden.text());
    }
}

record Hidden(String text) {}
