package dev.heddle.transform.explain;

import java.util.List;

/**
 * What weaving does to one async method. Immutable.
 *
 * @param owner the class, for example {@code shop.Store}
 * @param signature for example {@code buy(String, int)}
 * @param result for example {@code Coroutine<Receipt>}
 * @param file path of the source as far as the class file tells, for example {@code shop/Store.java}
 * @param source the lines of the source; none where it is not at hand
 * @param points in code order, the entry first
 * @param before the bytecode as the compiler wrote it
 * @param after what it became: the public face, the bodies, and what suspends
 */
record MethodExplanation(
        String owner,
        String signature,
        String result,
        String file,
        Snippet source,
        FrameSize frame,
        List<Point> points,
        Machine machine,
        Listing before,
        List<Listing> after) {
    MethodExplanation {
        points = List.copyOf(points);
        after = List.copyOf(after);
    }

    /** For example {@code shop.Store.buy(String, int)}. */
    String title() {
        return owner + "." + signature;
    }

    /** The line in which it is entered, 0 if unknown. */
    int line() {
        return points.get(0).line();
    }

    /** Bytes of bytecode that weaving has made of it. */
    int bytesAfter() {
        return after.stream().mapToInt(Listing::bytes).sum();
    }

    /** The points at which it can suspend. */
    List<Point> suspensions() {
        return points.stream().filter(Point::suspends).toList();
    }
}
