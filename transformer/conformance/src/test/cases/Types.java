package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongFunction;

/** Awaits in and around the kinds of types that Java has. */
class Types {
    sealed interface Shape permits Circle, Square {
        @Async
        Coroutine<Double> area();

        @Async
        default Coroutine<Boolean> isLargerThan(Shape other) {
            return done(await(area()) > await(other.area()));
        }
    }

    record Circle(double radius) implements Shape {
        @Async
        @Override
        public Coroutine<Double> area() {
            return done(radius * radius * await(Probe.of(3.0)));
        }
    }

    record Square(int side) implements Shape {
        Square {
            if (side < 0) {
                throw new IllegalArgumentException("side " + side);
            }
        }

        @Async
        @Override
        public Coroutine<Double> area() {
            double first = side;
            return done(first * await(Probe.of(side)));
        }
    }

    @Case
    @Async
    static Coroutine<String> sealedTypes() {
        Shape one = new Circle(await(Probe.of(2.0)));
        Shape two = new Square(await(Probe.of(3)));
        if (one instanceof Circle circle && await(one.isLargerThan(two)) && two instanceof Square square) {
            return done(circle.radius() + " " + square.side() + " " + await(two.isLargerThan(circle)));
        }
        return done("neither");
    }

    @Case
    @Async
    static Coroutine<String> compactConstructorThatThrows() {
        try {
            return done("" + new Square(await(Probe.of(-1))));
        } catch (IllegalArgumentException e) {
            return done(e.getMessage() + await(Probe.of("!")));
        }
    }

    enum Operation {
        ADD {
            @Async
            @Override
            Coroutine<Long> apply(long a, long b) {
                return done(a + await(Probe.of(b)));
            }
        },
        TWICE {
            private long times = 2;

            @Async
            @Override
            Coroutine<Long> apply(long a, long b) {
                long result = await(ADD.apply(a, b)) * times;
                times++;
                return done(result + times);
            }
        };

        @Async
        abstract Coroutine<Long> apply(long a, long b);
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Long> enumsWithBodies() {
        long sum = 0;
        for (Operation operation : Operation.values()) {
            sum += await(operation.apply(sum, await(Probe.of(5L))));
        }
        return done(sum + await(Operation.valueOf("TWICE").apply(1, 2)));
    }

    /** Keeps what its constructor was given; the awaits are in lambdas, which only run later. */
    static class Keeper {
        final LongFunction<Coroutine<String>> kept;

        Keeper(LongFunction<Coroutine<String>> kept) {
            this.kept = kept;
        }
    }

    static final class Derived extends Keeper {
        private final int made;

        Derived(String prefix, long wide) {
            super(n -> {
                String first = prefix + await(Probe.of(n));
                return done(first + wide + await(Probe.of("s")));
            });
            made = 1;
        }

        Derived(double ratio) {
            this("ratio " + ratio + " ", ((LongFunction<Long>) n -> n * 2).apply((long) ratio));
        }

        @Async
        Coroutine<String> result() {
            return done(await(kept.apply(await(Probe.of(7L)))) + made);
        }
    }

    @Case
    @Async
    static Coroutine<String> lambdasAsArgumentsOfThisAndSuper() {
        return done(await(new Derived("p", 1L << 40).result()) + " " + await(new Derived(2.5).result()));
    }

    @Case
    @Async
    static Coroutine<List<Object>> nestedLambdasCapturingWideValues() {
        long one = await(Probe.of(1L));
        double half = 0.5;
        List<Object> seen = new ArrayList<>();
        IntFunction<Coroutine<Double>> outer = i -> {
            double inside = i + await(Probe.of(half));
            LongFunction<Coroutine<Double>> inner = n -> {
                double sum = n + one + inside;
                seen.add(sum);
                return done(sum + await(Probe.of(half)) + i);
            };
            return done(await(inner.apply(await(Probe.of(10L)))) + inside);
        };
        seen.add(await(outer.apply(3)));
        return done(seen);
    }

    static class Box<T extends Comparable<T>> {
        @Async
        Coroutine<T> larger(T a, T b) {
            Comparator<T> order = Comparator.naturalOrder();
            return done(order.compare(a, await(Probe.of(b))) > 0 ? a : b);
        }
    }

    static final class Texts extends Box<String> {
        @Async
        @Override
        Coroutine<String> larger(String a, String b) {
            String larger = await(super.larger(a, b));
            return done(larger + await(Probe.of(larger.length())));
        }
    }

    @Case
    @Async
    static Coroutine<String> genericBridges() {
        Box<String> box = new Texts();
        return done(await(box.larger("a", "bb")) + await(new Box<Integer>().larger(3, 2)));
    }

    @Async
    @SafeVarargs
    private static <T> Coroutine<Optional<T>> last(long wide, T... values) {
        log(wide + " of " + values.length);
        await(Probe.of(wide));
        return done(values.length == 0 ? Optional.empty() : Optional.of(values[values.length - 1]));
    }

    @Case
    @Async
    static Coroutine<String> varargs() {
        return done("" + await(last(1L)) + await(last(2L, "x", await(Probe.of("y")))) + await(last(3L, 4, 5.0)));
    }

    private class Inner {
        private final long mine;

        Inner(long mine) {
            this.mine = mine;
        }

        @Async
        Coroutine<Long> sum() {
            class Local {
                @Async
                Coroutine<Long> both() {
                    return done(mine + await(Probe.of(outer)));
                }
            }
            return done(await(new Local().both()) + await(Probe.of(mine)));
        }
    }

    private final long outer = 100;

    @Async
    private Coroutine<Long> throughInner() {
        return done(await(new Inner(await(Probe.of(20L))).sum()) + await(new Inner(3) {
            @Async
            @Override
            Coroutine<Long> sum() {
                return done(await(super.sum()) * await(Probe.of(outer)));
            }
        }.sum()));
    }

    @Case
    @Async
    static Coroutine<Long> innerLocalAndAnonymousClassesCapturing() {
        return done(await(new Types().throughInner()));
    }

    @Async
    private static Coroutine<String> noneOr(boolean none, String otherwise) {
        return none ? nothingAtAll() : done(otherwise);
    }

    private static Coroutine<String> nothingAtAll() {
        return null;
    }

    @Case
    @Async
    static Coroutine<String> nullInThePlaceOfACoroutineIsNotANullResult() {
        String nullResult = await(noneOr(false, null));
        try {
            return done("no: " + await(noneOr(await(Probe.of(true)), "x")));
        } catch (NullPointerException e) {
            return done("as it should, after " + nullResult);
        }
    }

    @Case
    @Async
    static Coroutine<String> labelledBreakOutOfTryWithAwaitInFinally() {
        StringBuilder s = new StringBuilder();
        search:
        for (int i = 0; i < 3; i++) {
            for (long j = 0; j < 3; j++) {
                try {
                    if (await(Probe.of(i + j)) == 3) {
                        break search;
                    }
                    if (j == 1) {
                        continue search;
                    }
                } finally {
                    s.append(i).append(await(Probe.of(j))).append(' ');
                }
            }
        }
        return done(s.toString());
    }
}
