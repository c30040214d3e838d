package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Async lambdas, lambdas inside async methods, method references to async methods. */
class Lambdas {
    private String field = "field";

    @Case
    @Async
    static Coroutine<String> lambdaThatAwaits() {
        Supplier<Coroutine<String>> s = () -> done("in lambda " + await(Probe.of(1)));
        return done(await(s.get()) + await(s.get()));
    }

    @Case
    @Async
    static Coroutine<String> lambdaThatIsCold() {
        Supplier<Coroutine<String>> s = () -> {
            log("runs");
            return done(await(Probe.of("x")));
        };
        Coroutine<String> cold = s.get();
        log("made");
        return done(await(cold));
    }

    @Case
    @Async
    static Coroutine<String> lambdaCapturesEveryWidth() {
        int i = await(Probe.of(1));
        long l = await(Probe.of(2L));
        double d = await(Probe.of(3.5));
        float f = 4.5f;
        boolean z = true;
        char c = 'c';
        byte b = 6;
        String s = "seven";
        Function<String, Coroutine<String>> g = x -> {
            String first = "" + i + l + d + await(Probe.of(x));
            return done(first + f + z + c + b + s + x + l);
        };
        return done(await(g.apply("arg")));
    }

    @Case
    @Async
    static Coroutine<String> lambdaWithSeveralArguments() {
        BiFunction<Long, Double, Coroutine<Double>> f = (a, b) -> done(a * await(Probe.of(b)) + b);
        return done("" + await(f.apply(3L, 0.5)));
    }

    @Case
    @Async
    static Coroutine<String> lambdaCapturesThis() {
        return done(await(new Lambdas().capturing()));
    }

    @Async
    private Coroutine<String> capturing() {
        Supplier<Coroutine<String>> s = () -> {
            field += await(Probe.of("!"));
            return done(field + await(helper(3)));
        };
        field = "changed";
        return done(await(s.get()) + field);
    }

    @Async
    private Coroutine<String> helper(int n) {
        return done(field + await(Probe.of(n)));
    }

    @Case
    @Async
    static Coroutine<Integer> nestedLambdas() {
        int a = await(Probe.of(1));
        Function<Integer, Function<Integer, Coroutine<Integer>>> f = b -> c -> {
            int d = await(Probe.of(a + b));
            Supplier<Coroutine<Integer>> inner = () -> done(d * 100 + await(Probe.of(c)));
            return done(await(inner.get()) + b);
        };
        return done(await(f.apply(10).apply(3)));
    }

    @Case
    @Async
    static Coroutine<Integer> asyncLambdaInsideAsyncLambda() {
        Supplier<Coroutine<Supplier<Coroutine<Integer>>>> f = () -> {
            int x = await(Probe.of(5));
            return done(() -> done(x + await(Probe.of(6))));
        };
        return done(await(await(f.get()).get()));
    }

    @Case
    @Async
    static Coroutine<String> plainLambdaInsideAsyncMethod() {
        List<String> all = new ArrayList<>();
        String prefix = await(Probe.of("p"));
        List.of(3, 1, 2).stream().sorted().map(n -> prefix + n).forEach(all::add);
        all.removeIf(s -> s.endsWith("2"));
        return done(all + await(Probe.of("!")));
    }

    @Case
    @Async
    static Coroutine<String> lambdaReturnsCoroutineWithoutAwaiting() {
        Function<String, Coroutine<String>> f = s -> Probe.of(s + "!");
        Function<String, Coroutine<String>> g = s -> done(s + "?");
        return done(await(f.apply("a")) + await(g.apply("b")));
    }

    @Case
    @Async
    static Coroutine<String> lambdaReturningFuture() {
        Function<Integer, CompletableFuture<String>> f = n -> {
            String s = await(Probe.of("n" + n));
            return CompletableFuture.completedFuture(s + await(Probe.of("!")));
        };
        return done(await(f.apply(3)));
    }

    @Case
    @Async
    static Coroutine<String> failingLambda() {
        Callable<Coroutine<String>> f = () -> {
            await(Probe.of(1));
            throw new IOException("in lambda");
        };
        try {
            return done(await(f.call()));
        } catch (Exception e) {
            return done("caught " + e.getMessage());
        }
    }

    @Async
    private static Coroutine<String> shout(String s) {
        return done(s.toUpperCase() + await(Probe.of("!")));
    }

    @Case
    @Async
    static Coroutine<String> methodReferenceToStatic() {
        Function<String, Coroutine<String>> f = Lambdas::shout;
        return done(await(f.apply("a")) + await(f.apply("b")));
    }

    @Case
    @Async
    static Coroutine<String> methodReferencesToInstance() {
        Lambdas l = new Lambdas();
        IntFunction<Coroutine<String>> bound = l::helper;
        BiFunction<Lambdas, Integer, Coroutine<String>> unbound = Lambdas::helper;
        Supplier<Coroutine<String>> noArgument = l::capturing;
        return done(await(bound.apply(1)) + await(unbound.apply(l, 2)) + await(noArgument.get()));
    }

    @Case
    @Async
    static Coroutine<String> methodReferenceToProbe() {
        Function<String, Coroutine<String>> f = Probe::of;
        return done(await(f.apply("x")) + await(f.apply("y")));
    }

    @Async
    private static <A, B> Coroutine<List<B>> mapAll(List<A> all, Function<A, Coroutine<B>> f) {
        List<B> result = new ArrayList<>();
        for (A a : all) {
            result.add(await(f.apply(a)));
        }
        return done(result);
    }

    @Case
    @Async
    static Coroutine<String> lambdaPassedToAsyncMethod() {
        int factor = await(Probe.of(10));
        List<Integer> a = await(mapAll(List.of(1, 2), n -> done(n * factor + await(Probe.of(1)))));
        List<String> b = await(mapAll(List.of("x", "y"), Lambdas::shout));
        return done(a + "" + b);
    }

    @Case
    @Async
    static Coroutine<String> lambdaInFieldInitialiser() {
        return done(await(LATER.get()) + await(new Lambdas().own.apply(2)));
    }

    private static final Supplier<Coroutine<String>> LATER = () -> done("static " + await(Probe.of(1)));
    private final Function<Integer, Coroutine<String>> own = n -> done(field + await(Probe.of(n)));

    @Case
    @Async
    static Coroutine<String> serialisableAndIntersectionLambdas() {
        Supplier<Coroutine<String>> s =
                (Supplier<Coroutine<String>> & java.io.Serializable) () -> done(await(Probe.of("serialisable")));
        return done(await(s.get()) + (s instanceof java.io.Serializable));
    }

    @Case
    @Async
    static Coroutine<String> constructorReference() {
        Function<String, StringBuilder> make = StringBuilder::new;
        IntFunction<int[]> array = int[]::new;
        return done(make.apply(await(Probe.of("made"))).append(array.apply(await(Probe.of(3))).length).toString());
    }

    @Case
    @Async
    static Coroutine<Integer> lambdaOperandBelowTheAwait() {
        int base = 5;
        Function<Integer, Integer> f = x -> x + base;
        return done(f.andThen(y -> y * 2).apply(await(Probe.of(1))));
    }
}
