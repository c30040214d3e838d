package programs;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import foreign.Shelf;
import foreign.Shelves;

/** Awaits what the class of a receiver selects, at one call site for each method here. */
final class Selecting {
    @Async
    static Coroutine<Integer> take(Shelf shelf, int n) {
        return done(await(shelf.take(n)));
    }

    @Async
    static Coroutine<Integer> takeFromEach(Shelf[] shelves, int turns) {
        int sum = 0;
        for (int i = 0; i < turns; i++) {
            sum += await(shelves[i % shelves.length].take(i & 63));
        }
        return done(sum);
    }

    /** Of a class that no other package sees, through an interface. */
    @Async
    static Coroutine<Integer> hidden() {
        return done(await(Shelves.hidden().take(1)) + await(Shelves.hidden().take(2)));
    }

    /** The method is protected in a class of another package. */
    static final class Inheriting extends Shelves.Guarded {
        @Async
        Coroutine<Integer> call(Inheriting other) {
            int sum = 0;
            for (int i = 0; i < 3; i++) {
                sum += await(guarded(i)) + await(other.guarded(10));
            }
            return done(sum);
        }
    }

    @Async
    static Coroutine<Integer> guarded() {
        return new Inheriting().call(new Inheriting());
    }

    /** Not an override: the method of the same name in the other package cannot be seen from here. */
    static final class Unrelated extends Shelves.Closed {
        @Async
        Coroutine<Integer> own(int n) {
            return done(-n);
        }
    }

    static final class Hooked extends Shelves.Open {
        @Async
        Coroutine<Integer> own(int n) {
            return done(-n);
        }

        @Override
        protected Coroutine<Integer> hook(int n) {
            return own(n);
        }
    }

    @Async
    static Coroutine<Integer> hooked() {
        return done(await(Shelves.askClosed(new Hooked(), 1)) + await(Shelves.askClosed(new Hooked(), 2)));
    }

    @Async
    static Coroutine<Integer> closed() {
        return done(await(Shelves.askClosed(new Unrelated(), 5)) + await(Shelves.askClosed(new Shelves.Closed(), 7))
                + await(new Unrelated().own(100)));
    }
}
