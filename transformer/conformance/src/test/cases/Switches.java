package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.List;

/** Awaits in and around switch statements and expressions. */
class Switches {
    enum Colour {
        RED,
        GREEN,
        BLUE
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(int side) implements Shape {}

    @Case
    @Async
    static Coroutine<String> onAwaitedInt() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            switch (await(Probe.of(i))) {
                case 0:
                    s.append(await(Probe.of("zero ")));
                    break;
                case 1:
                    s.append("one ");
                // falls through
                case 2:
                    s.append(await(Probe.of("two ")));
                    break;
                default:
                    s.append("other ");
            }
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> onSparseInt() {
        int key = 1_000_000;
        switch (key + await(Probe.of(0))) {
            case -5:
                return done("negative");
            case 1_000_000:
                return done("million" + await(Probe.of("!")));
            default:
                return done("other");
        }
    }

    @Case
    @Async
    static Coroutine<String> onAwaitedString() {
        StringBuilder s = new StringBuilder();
        for (String word : List.of("Aa", "BB", "other")) {
            switch (await(Probe.of(word))) {
                case "Aa":
                    s.append(await(Probe.of("first")));
                    break;
                case "BB":
                    s.append("second, of the same hash").append(await(Probe.of("!")));
                    break;
                default:
                    s.append(await(Probe.of("default")));
            }
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> onAwaitedEnum() {
        StringBuilder s = new StringBuilder();
        for (Colour colour : Colour.values()) {
            switch (await(Probe.of(colour))) {
                case RED -> s.append(await(Probe.of("red")));
                case GREEN -> {
                    String green = await(Probe.of("green"));
                    s.append(green).append(await(Probe.of("er")));
                }
                default -> s.append(colour);
            }
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<Integer> expressionWithAwaitsInArms() {
        int sum = 0;
        for (Colour colour : Colour.values()) {
            sum += 10 * switch (colour) {
                case RED -> await(Probe.of(1));
                case GREEN -> {
                    int x = await(Probe.of(2));
                    yield x + await(Probe.of(3));
                }
                case BLUE -> 7;
            };
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<String> expressionBelowOtherOperands() {
        String key = "b";
        return done(seen("x") + switch (await(Probe.of(key))) {
            case "a" -> 1L;
            case "b" -> await(Probe.of(2L));
            default -> throw new IllegalArgumentException(key);
        } + await(Probe.of("y")));
    }

    @Case
    @Async
    static Coroutine<String> expressionThatThrows() {
        try {
            int n = switch (await(Probe.of(3))) {
                case 1 -> 1;
                default -> throw new IllegalArgumentException(await(Probe.of("three")));
            };
            return done("never " + n);
        } catch (IllegalArgumentException e) {
            return done(e.getMessage());
        }
    }

    @Case
    @Async
    static Coroutine<String> expressionWithTryInside() {
        int n = 5;
        String s = "n" + n + switch (await(Probe.of(1))) {
            case 1 -> {
                try {
                    yield await(Probe.of("one"));
                } catch (RuntimeException e) {
                    yield "failed" + await(Probe.of("!"));
                }
            }
            default -> "other";
        };
        return done(s);
    }

    @Case
    @Async
    static Coroutine<Double> shapesByPattern() {
        double area = 0;
        for (Shape shape : List.of(new Circle(2), new Square(3))) {
            if (await(Probe.of(shape)) instanceof Circle c) {
                area += c.radius() * await(Probe.of(10));
            } else if (shape instanceof Square q && q.side() > await(Probe.of(1))) {
                area += q.side() * q.side();
            }
        }
        return done(area);
    }

    @Case
    @Async
    static Coroutine<String> onBoxedChar() {
        switch (await(Probe.of('b'))) {
            case 'a':
                return done("first");
            case 'b':
                await(Probe.of(1));
                return done("second");
            default:
                return done("other");
        }
    }

    @Case
    @Async
    static Coroutine<String> onNullEnum() {
        try {
            switch (await(Probe.<Colour>of(null))) {
                case RED:
                    return done("red");
                default:
                    return done("other");
            }
        } catch (NullPointerException e) {
            return done("null" + await(Probe.of("!")));
        }
    }
}
