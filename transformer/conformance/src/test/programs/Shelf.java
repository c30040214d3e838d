package foreign;

import dev.heddle.Coroutine;

/** Implemented everywhere. */
public interface Shelf {
    Coroutine<Integer> take(int n);
}
