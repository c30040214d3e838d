package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;
import static dev.heddle.conformance.Trace.seen;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Awaits among the arguments of a constructor: classes are initialised, arguments evaluated and objects made in Java's order. */
class NewObjects {
    static final class Pair {
        static {
            log("Pair initialised");
        }

        private final Object a;
        private final Object b;

        Pair(Object a, Object b) {
            log("new Pair", a, b);
            this.a = a;
            this.b = b;
        }

        @Override
        public String toString() {
            return "(" + a + " " + b + ")";
        }
    }

    static class Wide {
        static {
            log("Wide initialised");
        }

        private final String text;

        Wide(long l, double d, int i) {
            text = l + " " + d + " " + i;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> classInitialisedBeforeTheArguments() {
        return done(new Pair(seen("a"), await(Probe.of("b"))));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> awaitAsFirstArgument() {
        return done(new Pair(await(Probe.of("a")), seen("b")));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> wideArgumentsBeforeTheAwait() {
        return done(new Wide(seen(1L << 40), seen(0.5), await(Probe.of(3))));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> severalAwaits() {
        return done(new Wide(await(Probe.of(1L)), await(Probe.of(2.0)), await(Probe.of(3))));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> nested() {
        return done(new Pair(new Wide(1, await(Probe.of(2.0)), 3), new Pair(seen("x"), new Pair(await(Probe.of("y")), "z"))));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> ternaryArgument() {
        return done(new Pair(await(Probe.of(true)) ? await(Probe.of("yes")) : "no", seen(false) ? await(Probe.of(1)) : seen("plain")));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> ternaryOfNews() {
        return done(await(Probe.of(false)) ? new Pair(1, await(Probe.of(2))) : new Wide(await(Probe.of(3L)), 4, 5));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> switchArgument() {
        return done(new Pair(
                switch (await(Probe.of(2))) {
                    case 1 -> "one";
                    case 2 -> await(Probe.of("two"));
                    default -> "other";
                },
                "end"));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> shortCircuitArgument() {
        return done(new Pair(await(Probe.of(true)) && await(Probe.of(false)), await(Probe.of(1)) > 0 || await(Probe.of(true))));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<String> resultDropped() {
        new Pair("dropped", await(Probe.of(1)));
        return done("end");
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> newBelowOtherOperands() {
        Object[] all = new Object[2];
        int i = 0;
        all[i++] = new Pair(i, await(Probe.of("a")));
        Object last = all[i] = new Wide(1, 2, await(Probe.of(i)));
        return done(last + " " + all[0]);
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> inLoop() {
        Pair list = null;
        for (int i = 0; i < 3; i++) {
            list = new Pair(await(Probe.of(i)), list);
        }
        return done(list);
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> insideTry() {
        try {
            return done(new Pair(seen("a"), await(Probe.of("b"))));
        } catch (Exception e) {
            return done(new Pair(e.getMessage(), await(Probe.of("c"))));
        } finally {
            log(new Wide(1L, 2.0, await(Probe.of(3))));
        }
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> constructorThatThrows() {
        try {
            return done(new Refusing(await(Probe.of("x"))));
        } catch (IllegalArgumentException e) {
            return done(e.getMessage());
        }
    }

    static final class Refusing {
        Refusing(String s) {
            throw new IllegalArgumentException("refused " + s);
        }
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<String> thrownAtOnce() throws IOException {
        throw new IOException("thrown " + await(Probe.of(1)), new IllegalStateException(await(Probe.of("cause"))));
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<String> libraryObjects() {
        StringBuilder s = new StringBuilder(await(Probe.of("built"))).append(new String(await(Probe.of(new char[] {'c'}))));
        List<Object> list = new ArrayList<>(await(Probe.of(List.of(1, 2))));
        list.add(new int[await(Probe.of(2))].length);
        return done(s + "" + list);
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> innerAndAnonymousClasses() {
        class Local {
            private final int n;

            Local(int n) {
                this.n = n;
            }
        }
        int captured = await(Probe.of(4));
        Object anonymous = new Wide(captured, seen(1.0), await(Probe.of(5))) {
            @Override
            public String toString() {
                return "anonymous " + super.toString() + captured;
            }
        };
        return done(anonymous + "" + new Local(await(Probe.of(6))).n + new Outer(7).new Inner(await(Probe.of(8))));
    }

    static final class Outer {
        private final int n;

        Outer(int n) {
            this.n = n;
        }

        final class Inner {
            private final int m;

            Inner(int m) {
                this.m = m;
            }

            @Override
            public String toString() {
                return n + "." + m;
            }
        }
    }

    record Point(int x, long y) {}

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Point> recordFromFusedCalls() {
        return done(new Point(await(number(3)), await(number(4))));
    }

    @Async
    private static Coroutine<Integer> number(int n) {
        return done(await(Probe.of(n)) + 10);
    }

    @Case(classes = Case.Classes.FRESH)
    @Async
    static Coroutine<Object> failingInitialiser() {
        try {
            return done(new Broken(seen("argument"), await(Probe.of("never reached"))));
        } catch (ExceptionInInitializerError e) {
            return done("initialiser failed first");
        }
    }

    static final class Broken {
        static final int N = Integer.parseInt("x");

        Broken(Object a, Object b) {
            log(a, b);
        }
    }
}
