package foreign;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** Classes that the package of their callers cannot see, or not all of them. */
public final class Shelves {
    private Shelves() {}

    public static Shelf hidden() {
        return new Hidden();
    }

    private static final class Hidden implements Shelf {
        @Override
        @Async
        public Coroutine<Integer> take(int n) {
            return done(n);
        }
    }

    public static class Guarded {
        @Async
        protected Coroutine<Integer> guarded(int n) {
            return done(n);
        }
    }

    public static class Closed {
        @Async
        Coroutine<Integer> own(int n) {
            return done(n);
        }
    }

    /** Calls what it does not know to have the name of the method that calls it. */
    public static class Open extends Closed {
        @Override
        Coroutine<Integer> own(int n) {
            return hook(10 * n);
        }

        protected Coroutine<Integer> hook(int n) {
            return done(n);
        }
    }

    @Async
    public static Coroutine<Integer> askClosed(Closed closed, int n) {
        return done(await(closed.own(n)));
    }
}
