package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.List;

/** Async methods that call async methods: fused, unfused, forwarded, across classes, deep. */
class Calls {
    @Async
    static Coroutine<Integer> square(int n) {
        int a = await(Probe.of(n));
        return done(a * n);
    }

    @Async
    static Coroutine<Integer> ready(int n) {
        return done(n);
    }

    @Case
    @Async
    static Coroutine<Integer> fusedStatic() {
        return done(await(square(3)) + await(square(4)));
    }

    @Case
    @Async
    static Coroutine<Integer> fusedWithAwaitedArguments() {
        return done(await(square(await(square(await(Probe.of(2)))))));
    }

    @Case
    @Async
    static Coroutine<Integer> fusedBelowOperands() {
        int x = seen(5);
        return done(x * 1000 + await(square(x)) * (x - await(square(2))));
    }

    @Case
    @Async
    static Coroutine<Integer> fusedThatNeverSuspends() {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += await(ready(i));
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<Integer> unfused() {
        Coroutine<Integer> a = square(3);
        Coroutine<Integer> b = square(4);
        log("both cold");
        return done(await(b) - await(a));
    }

    @Case
    @Async
    static Coroutine<Integer> unfusedThroughTernary() {
        return done(await(seen(true) ? square(3) : ready(1)) + await(seen(false) ? square(3) : ready(1)));
    }

    @Case
    @Async
    static Coroutine<Integer> unfusedFromCollection() {
        int sum = 0;
        for (Coroutine<Integer> c : List.of(square(1), ready(2), Probe.of(3))) {
            sum = sum * 100 + await(c);
        }
        return done(sum);
    }

    @Case
    @Async
    static Coroutine<String> awaitedTwice() {
        Coroutine<Integer> once = square(3);
        int a = await(once);
        try {
            return done("again " + await(once));
        } catch (IllegalStateException e) {
            return done(a + " refused" + await(Probe.of("!")));
        }
    }

    @Case
    @Async
    static Coroutine<Integer> neverAwaited() {
        Coroutine<Integer> dropped = square(3);
        log(dropped != null);
        return done(await(Probe.of(1)));
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwarding() {
        return square(await(Probe.of(5)));
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingOnly() {
        return square(5);
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingOfProbe() {
        log("before");
        return Probe.of(5);
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingByBranch() {
        if (await(Probe.of(false))) {
            return square(1);
        }
        return seen(true) ? square(2) : done(await(Probe.of(3)));
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingInsideTry() {
        try {
            return square(6);
        } catch (RuntimeException e) {
            log("a forwarded coroutine runs inside the try", e.getMessage());
            return done(-1);
        } finally {
            log("finally");
        }
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingInsideCatch() {
        try {
            throw new IllegalStateException();
        } catch (IllegalStateException e) {
            return square(await(Probe.of(3)));
        }
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingInsideLoop() {
        for (int i = 0; ; i++) {
            if (await(Probe.of(i)) == 2) {
                return square(i);
            }
        }
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingInsideSwitch() {
        return switch (await(Probe.of(2))) {
            case 1 -> square(1);
            case 2 -> square(20);
            default -> ready(0);
        };
    }

    @Case
    @Async
    static Coroutine<Integer> tailForwardingOfVariable() {
        Coroutine<Integer> c = square(8);
        await(Probe.of(1));
        return c;
    }

    @Case
    @Async
    static Coroutine<Integer> chainOfForwards() {
        return done(await(forward(3)) + 1);
    }

    @Async
    private static Coroutine<Integer> forward(int n) {
        return n == 0 ? square(9) : forward(n - 1);
    }

    @Case
    @Async
    static Coroutine<Coroutine<Integer>> coroutineAsValue() {
        await(Probe.of(1));
        return done(square(3));
    }

    @Case
    @Async
    static Coroutine<Integer> coroutineAsValueAwaited() {
        Coroutine<Integer> inner = await(wrapped(3));
        log("have the inner one");
        return done(await(inner) + await(await(wrapped(4))));
    }

    @Async
    private static Coroutine<Coroutine<Integer>> wrapped(int n) {
        if (n == 3) {
            await(Probe.of("suspends first"));
        }
        return done(square(n));
    }

    @Case
    @Async
    static Coroutine<Integer> coroutineOfCoroutineOfProbe() {
        Coroutine<Coroutine<Integer>> outer = Probe.of(Probe.of(5));
        return done(await(await(outer)));
    }

    @Case
    @Async
    static Coroutine<String> coroutineAsObjectValue() {
        Object o = await(Probe.of((Object) square(2)));
        return done(o instanceof Coroutine<?> c ? "coroutine of " + await(c) : "other");
    }

    @Case
    @Async
    static Coroutine<Integer> wrappedForwarded() {
        return done(await(await(forwardWrapped())));
    }

    @Async
    private static Coroutine<Coroutine<Integer>> forwardWrapped() {
        return wrapped(3);
    }

    @Case
    @Async
    static Coroutine<Integer> doneIsACoroutineToo() {
        Coroutine<Integer> d = done(await(Probe.of(3)));
        log("made");
        Coroutine<Integer> e = done(4);
        return done(await(d) + await(e));
    }

    @Case
    @Async
    static Coroutine<Integer> doneInVariableReturned() {
        Coroutine<Integer> d = done(await(Probe.of(3)));
        await(Probe.of(4));
        return d;
    }

    @Case
    @Async
    static Coroutine<Integer> doneFromTernary() {
        return await(Probe.of(true)) ? done(1) : done(await(Probe.of(2)));
    }

    @Case
    @Async
    static Coroutine<Integer> acrossClasses() {
        return done(await(Other.twice(4)) + await(new Other(3).times(await(Other.twice(1)))) + await(Shared.NEXT.next(1)));
    }

    static final class Other {
        private final int factor;

        Other(int factor) {
            this.factor = factor;
        }

        @Async
        static Coroutine<Integer> twice(int n) {
            return done(n + await(Probe.of(n)));
        }

        @Async
        Coroutine<Integer> times(long n) {
            return done((int) (factor * await(Probe.of(n))));
        }
    }

    enum Shared {
        NEXT;

        @Async
        Coroutine<Integer> next(int n) {
            return done(n + await(square(n + 1)));
        }
    }

    /** Has a coroutine-returning method that no weaver touches. */
    static final class Unwoven {
        static Coroutine<Integer> make(int n) {
            log("unwoven");
            return square(n);
        }

        Coroutine<Integer> probe(int n) {
            return Probe.of(n);
        }
    }

    @Case
    @Async
    static Coroutine<Integer> toUnwovenClasses() {
        return done(await(Unwoven.make(3)) + await(new Unwoven().probe(4)));
    }

    @Case
    @Async
    static Coroutine<String> nullReceiver() {
        Other nobody = seen((Other) null);
        try {
            return done("" + await(nobody.times(await(Probe.of(1L)))));
        } catch (NullPointerException e) {
            return done("null" + await(Probe.of("!")));
        }
    }

    @Async
    private static Coroutine<Integer> fibonacci(int n) {
        return n < 2 ? done(await(Probe.of(n))) : done(await(fibonacci(n - 1)) + await(fibonacci(n - 2)));
    }

    @Case
    @Async
    static Coroutine<Integer> doubleRecursion() {
        return done(await(fibonacci(7)));
    }

    @Async
    private Coroutine<Boolean> even(int n) {
        return n == 0 ? Probe.of(true) : odd(n - 1);
    }

    @Async
    private Coroutine<Boolean> odd(int n) {
        return n == 0 ? Probe.of(false) : even(n - 1);
    }

    @Case
    @Async
    static Coroutine<Boolean> mutualRecursion() {
        return done(await(new Calls().even(1_001)));
    }

    @Case
    @Async
    static Coroutine<String> userAwaitables() {
        return done(await(Probe.awaitable("a")) + await(Probe.awaitable(2)) + await(new Own(5)));
    }

    record Own(int n) implements Awaitable<Integer> {
        @Override
        public Coroutine<Integer> toCoroutine() {
            return square(n);
        }
    }

    @Case
    @Async
    static Coroutine<String> ownMethodsNamedLikeOurs() {
        return done(Own2.await("x") + await(Probe.of(Own2.done(3))));
    }

    static final class Own2 {
        static String await(String s) {
            return "own " + s;
        }

        static int done(int n) {
            return -n;
        }
    }

    @Case
    @Async
    static Coroutine<String> inheritedThroughSubclass() {
        return done(await(new Sub().inherited(3)) + await(Sub.inheritedStatic(4)));
    }

    static class Super {
        @Async
        Coroutine<String> inherited(int n) {
            return done("super" + await(Probe.of(n)));
        }

        @Async
        static Coroutine<String> inheritedStatic(int n) {
            return done("static" + await(Probe.of(n)));
        }
    }

    static final class Sub extends Super {}

    @Case
    @Async
    static Coroutine<String> protectedMembersOfSuperclass() {
        return done(await(new Sub2().callUp(2)));
    }

    static class Super2 {
        protected String state = "s";

        @Async
        protected Coroutine<String> guarded(int n) {
            return done(state + await(Probe.of(n)));
        }
    }

    static final class Sub2 extends Super2 {
        @Async
        Coroutine<String> callUp(int n) {
            state = "changed";
            return done(await(guarded(n)) + await(super.guarded(n + 1)) + await(this.guarded(n + 2)));
        }
    }
}
