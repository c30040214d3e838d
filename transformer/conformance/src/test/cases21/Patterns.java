package cases21;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.List;

/** Awaits in and around patterns for switch and records. */
class Patterns {
    sealed interface Shape permits Circle, Square, Group {}

    record Circle(double radius) implements Shape {}

    record Square(int side) implements Shape {}

    record Group(Shape first, Shape second) implements Shape {}

    enum Colour {
        RED,
        GREEN
    }

    @Case
    @Async
    static Coroutine<String> typePatterns() {
        StringBuilder s = new StringBuilder();
        for (Object o : List.of("text", 5, 6L, 'c', List.of())) {
            s.append(
                    switch (await(Probe.of(o))) {
                        case String t -> t + await(Probe.of("!"));
                        case Integer i when i > await(Probe.of(4)) -> i + await(Probe.of(1));
                        case Integer i -> -i;
                        case Long l -> {
                            long twice = l + await(Probe.of(l));
                            yield twice;
                        }
                        case Character c -> c;
                        default -> await(Probe.of("default"));
                    });
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<Double> recordPatterns() {
        return done(await(area(new Group(new Circle(2), new Group(new Square(3), new Square(1))))));
    }

    @Async
    private static Coroutine<Double> area(Shape shape) {
        return switch (shape) {
            case Circle(double r) -> done(r * r * await(Probe.of(3)));
            case Square(int side) when side == await(Probe.of(1)) -> done(1.0);
            case Square(int side) -> Probe.of((double) side * side);
            case Group(Shape a, Square(int b)) -> done(await(area(a)) + b * await(Probe.of(b)));
            case Group(Shape a, Shape b) -> done(await(area(a)) + await(area(b)));
        };
    }

    @Case
    @Async
    static Coroutine<String> nullAndConstants() {
        String s = "";
        for (Colour colour : new Colour[] {Colour.RED, null, Colour.GREEN}) {
            switch (colour) {
                case null -> s += await(Probe.of("null"));
                case RED -> s += await(Probe.of("red"));
                case GREEN -> log("green");
            }
        }
        return done(s);
    }

    @Case
    @Async
    static Coroutine<String> patternWithInstanceof() {
        Object o = await(Probe.of((Object) new Group(new Circle(1), new Square(2))));
        if (o instanceof Group(Circle(double r), Square(int side)) && r < await(Probe.of(2.0))) {
            return done(r + await(Probe.of("/")) + side);
        }
        return done("other");
    }
}
