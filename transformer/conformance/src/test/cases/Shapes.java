package cases;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.conformance.Trace.log;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.conformance.Case;
import dev.heddle.conformance.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Async methods in every kind of class. */
class Shapes {
    private final String name;

    Shapes(String name) {
        this.name = name;
    }

    @Async
    Coroutine<String> named(String suffix) {
        return done(name + await(Probe.of(suffix)) + name);
    }

    @Case
    @Async
    static Coroutine<String> instanceMethod() {
        return done(await(new Shapes("i").named("x")));
    }

    @Async
    private Coroutine<String> hidden(long a, int b) {
        return done(name + (a + await(Probe.of(b))));
    }

    @Async
    final Coroutine<String> callsPrivate() {
        return done(await(hidden(1L << 33, 2)) + await(this.hidden(3, 4)));
    }

    @Case
    @Async
    static Coroutine<String> privateAndFinalMethods() {
        return done(await(new Shapes("p").callsPrivate()));
    }

    interface Greeter {
        String who();

        @Async
        Coroutine<String> greet(String word);

        @Async
        default Coroutine<String> greetTwice(String word) {
            String first = await(greet(word));
            return done(first + " " + await(greet(await(polite(word)))));
        }

        @Async
        static Coroutine<String> polite(String word) {
            return done("dear " + await(Probe.of(word)));
        }

        @Async
        private Coroutine<String> secret() {
            return done(await(Probe.of("secret ")) + who());
        }

        @Async
        default Coroutine<String> tell() {
            return done(await(secret()) + await(secret()));
        }
    }

    static final class English implements Greeter {
        @Override
        public String who() {
            return "English";
        }

        @Override
        @Async
        public Coroutine<String> greet(String word) {
            return done("Hello " + await(Probe.of(word)));
        }
    }

    /** Not woven: it awaits nothing, and returns what it was given. */
    static final class Shy implements Greeter {
        @Override
        public String who() {
            return "Shy";
        }

        @Override
        public Coroutine<String> greet(String word) {
            return Probe.of("...");
        }
    }

    @Case
    @Async
    static Coroutine<String> interfaceMethods() {
        Greeter g = new English();
        return done(await(g.greet("a")) + await(g.greetTwice("b")));
    }

    @Case
    @Async
    static Coroutine<String> privateInterfaceMethod() {
        return done(await(new English().tell()));
    }

    @Case
    @Async
    static Coroutine<String> staticInterfaceMethod() {
        return done(await(Greeter.polite("sir")));
    }

    @Case
    @Async
    static Coroutine<String> overrideThatIsNotWoven() {
        StringBuilder s = new StringBuilder();
        for (Greeter g : List.of(new English(), new Shy(), new English(), new Shy())) {
            s.append(await(g.greet(g.who()))).append(await(g.greetTwice("x"))).append(';');
        }
        return done(s.toString());
    }

    @Case
    @Async
    static Coroutine<String> interfaceImplementedByLambda() {
        interface Fetch {
            @Async
            Coroutine<String> fetch(int n);
        }
        Fetch woven = n -> done("lambda " + await(Probe.of(n)));
        Fetch plain = n -> Probe.of("plain " + n);
        return done(await(woven.fetch(1)) + await(plain.fetch(2)));
    }

    abstract static class Base {
        @Async
        abstract Coroutine<String> step(int n);

        @Async
        Coroutine<String> shared(int n) {
            return done("base" + await(Probe.of(n)));
        }

        @Async
        Coroutine<String> template() {
            return done(await(step(1)) + await(shared(2)));
        }
    }

    static class Middle extends Base {
        @Override
        @Async
        Coroutine<String> step(int n) {
            return done("middle" + await(Probe.of(n)));
        }

        @Override
        @Async
        Coroutine<String> shared(int n) {
            return done("[" + await(super.shared(n + 10)) + "]");
        }
    }

    static final class Leafy extends Middle {
        @Override
        @Async
        Coroutine<String> step(int n) {
            return super.step(n + 100);
        }

        @Override
        Coroutine<String> shared(int n) {
            return super.shared(n + 1000);
        }
    }

    @Case
    @Async
    static Coroutine<String> virtualOverrides() {
        StringBuilder s = new StringBuilder();
        for (Base b : new Base[] {new Middle(), new Leafy(), new Middle()}) {
            s.append(await(b.template())).append(await(b.shared(1))).append(';');
        }
        return done(s.toString());
    }

    static class Defaulted implements Greeter {
        @Override
        public String who() {
            return "defaulted";
        }

        @Override
        @Async
        public Coroutine<String> greet(String word) {
            return done(word);
        }

        @Override
        @Async
        public Coroutine<String> greetTwice(String word) {
            return done("(" + await(Greeter.super.greetTwice(word)) + await(Probe.of(")")));
        }
    }

    @Case
    @Async
    static Coroutine<String> superCallOfDefaultMethod() {
        return done(await(new Defaulted().greetTwice("x")));
    }

    enum Planet {
        EARTH(1) {
            @Override
            @Async
            Coroutine<String> life() {
                return done("yes " + await(Probe.of(name())));
            }
        },
        MARS(2);

        private final int index;

        Planet(int index) {
            this.index = index;
        }

        @Async
        Coroutine<String> life() {
            int i = await(Probe.of(index));
            return done("no " + i + this);
        }

        @Async
        static Coroutine<Planet> find(String name) {
            return done(valueOf(await(Probe.of(name))));
        }
    }

    @Case
    @Async
    static Coroutine<String> enums() {
        return done(await(Planet.EARTH.life()) + await(await(Planet.find("MARS")).life()));
    }

    record Point(int x, long y) {
        @Async
        Coroutine<Point> moved(int dx) {
            return done(new Point(x + dx, y + await(Probe.of(dx))));
        }

        @Async
        static Coroutine<Point> origin() {
            int zero = await(Probe.of(0));
            return done(new Point(zero, zero));
        }
    }

    @Case
    @Async
    static Coroutine<Point> records() {
        Point p = await(Point.origin());
        return done(await(await(p.moved(3)).moved(4)));
    }

    class Inner {
        @Async
        Coroutine<String> outerName(int n) {
            return done(name + await(Probe.of(n)) + await(named("/")));
        }

        class Innermost {
            @Async
            Coroutine<String> both() {
                return done(await(Probe.of("both ")) + name + await(Inner.this.outerName(1)));
            }
        }
    }

    @Case
    @Async
    static Coroutine<String> innerClasses() {
        Inner inner = new Shapes("outer").new Inner();
        return done(await(inner.outerName(5)) + await(inner.new Innermost().both()));
    }

    @Case
    @Async
    static Coroutine<String> localClass() {
        int captured = await(Probe.of(7));
        String text = await(Probe.of("t"));
        class Local {
            private int calls;

            @Async
            Coroutine<String> call() {
                calls++;
                return done(text + (captured + await(Probe.of(calls))));
            }
        }
        Local local = new Local();
        return done(await(local.call()) + await(local.call()));
    }

    @Case
    @Async
    static Coroutine<String> anonymousClass() {
        String prefix = await(Probe.of("anonymous "));
        Greeter g = new Greeter() {
            @Override
            public String who() {
                return "nobody";
            }

            @Override
            @Async
            public Coroutine<String> greet(String word) {
                return done(prefix + await(Probe.of(word)) + who());
            }
        };
        return done(await(g.greetTwice("hi")));
    }

    static class Generic<T extends Comparable<T>> {
        @Async
        Coroutine<T> max(List<? extends T> all) {
            T best = null;
            for (T next : all) {
                T candidate = await(Probe.of(next));
                if (best == null || candidate.compareTo(best) > 0) {
                    best = candidate;
                }
            }
            return done(best);
        }

        @Async
        <R> Coroutine<R> map(T value, Function<? super T, ? extends Coroutine<R>> f) {
            R r = await(f.apply(value));
            await(Probe.of(1));
            return done(r);
        }
    }

    @Case
    @Async
    static Coroutine<String> genericClass() {
        Generic<String> g = new Generic<>();
        String max = await(g.max(List.of("b", "c", "a")));
        int length = await(g.map(max + "!", s -> Probe.of(s.length())));
        return done(max + length);
    }

    interface Converter<A, B> {
        @Async
        Coroutine<B> convert(A a);
    }

    static final class Length implements Converter<String, Integer> {
        @Override
        @Async
        public Coroutine<Integer> convert(String s) {
            return done(s.length() + await(Probe.of(100)));
        }
    }

    static class Store<T> {
        @Async
        Coroutine<T> put(T value) {
            log("store", await(Probe.of(value)));
            return done(value);
        }
    }

    static final class TextStore extends Store<String> {
        @Override
        @Async
        Coroutine<String> put(String value) {
            return done("text " + await(super.put(value)));
        }
    }

    @Case
    @Async
    static Coroutine<String> bridges() {
        Converter<String, Integer> c = new Length();
        Store<String> s = new TextStore();
        int n = await(c.convert("four"));
        return done(n + await(s.put("x")) + await(new Length().convert("")) + await(new TextStore().put("y")));
    }

    @Async
    private static Coroutine<Integer> sum(int... numbers) {
        int sum = await(Probe.of(0));
        for (int n : numbers) {
            sum += n * await(Probe.of(1));
        }
        return done(sum);
    }

    @SafeVarargs
    @Async
    private static <T> Coroutine<List<T>> listed(T first, T... others) {
        List<T> all = new ArrayList<>();
        all.add(await(Probe.of(first)));
        for (T t : others) {
            all.add(await(Probe.of(t)));
        }
        return done(all);
    }

    @Case
    @Async
    static Coroutine<String> varargs() {
        return done(await(sum()) + await(sum(1, 2, await(Probe.of(3)))) + "" + await(listed("a", "b", await(Probe.of("c")))));
    }

    @Async
    private static Coroutine<String> over(int n) {
        return done("int" + await(Probe.of(n)));
    }

    @Async
    private static Coroutine<String> over(long n) {
        return done("long" + await(Probe.of(n)));
    }

    @Async
    private static Coroutine<String> over(Object n) {
        return done("object" + await(Probe.of(n)));
    }

    @Case
    @Async
    static Coroutine<String> overloads() {
        return done(await(over(1)) + await(over(2L)) + await(over("x")) + await(over(Integer.valueOf(3))));
    }

    @Async
    private static Coroutine<Object> allWidths(byte b, short s, char c, boolean z, int i, long l, float f, double d, Object o, int[] a) {
        log(b, s, c, z, i, l, f, d, o, a);
        await(Probe.of(1));
        log(b, s, c, z, i, l, f, d, o, a);
        return done(a);
    }

    @Case
    @Async
    static Coroutine<Object> parametersOfAllTypes() {
        return done(await(allWidths((byte) 1, (short) 2, '3', true, 5, 6L, 7f, 8d, "9", new int[] {10})));
    }

    @Case
    @Async
    static Coroutine<Object> coldCoroutineWithParametersOfAllTypes() {
        Coroutine<Object> cold = allWidths((byte) -1, (short) -2, '3', false, -5, -6L, -7f, -8d, null, new int[] {});
        log("still cold");
        await(Probe.of("first"));
        return done(await(cold));
    }

    static final class Counter {
        private int n;

        @Async
        Coroutine<Counter> increment() {
            n += await(Probe.of(1));
            return done(this);
        }
    }

    @Case
    @Async
    static Coroutine<Integer> thisReturnedAndChained() {
        Counter c = new Counter();
        return done(await(await(await(c.increment()).increment()).increment()).n);
    }

    @Case
    @Async
    static Coroutine<String> synchronizedAroundOtherThings() {
        Object lock = new Object();
        String s;
        synchronized (lock) {
            s = "locked";
        }
        s += await(Probe.of(1));
        synchronized (lock) {
            s += Thread.holdsLock(lock);
        }
        s += await(Probe.of(2));
        return done(s + Thread.holdsLock(lock));
    }

    @Case
    @Async
    static Coroutine<String> callsSynchronizedMethods() {
        StringBuffer s = new StringBuffer();
        s.append(await(Probe.of("a")));
        synchronized (s) {
            for (int i = 0; i < 2; i++) {
                try {
                    s.append(Integer.parseInt(i == 0 ? "5" : "x"));
                } catch (NumberFormatException e) {
                    s.append("!");
                }
            }
        }
        return done(s.append(await(Probe.of("b"))).toString());
    }

    @Case
    @Async
    static Coroutine<String> assertionsInside() {
        int n = await(Probe.of(1));
        assert n > 0 : "never " + n;
        return done("end" + await(Probe.of(n)));
    }

    @Case
    @Async
    static Coroutine<Void> voidResult() {
        log(await(Probe.of(1)));
        return done();
    }

    @Case
    @Async
    static Coroutine<Void> withoutAnyAwait() {
        log("runs");
        return done();
    }

    @Case
    @Async
    static Coroutine<String> nullResult() {
        await(Probe.of(1));
        return done(null);
    }

    @Case
    @Async
    static Coroutine<String> nullAwaited() {
        String s = await(Probe.of(null));
        Object v = await(nothing());
        return done(s + v);
    }

    @Async
    private static Coroutine<Void> nothing() {
        await(Probe.of(1));
        return done();
    }

    /** Classes that woven code might like to name so. */
    static final class crowded$Coroutine {}

    static final class crowded$2$Coroutine {}

    @Async
    private static Coroutine<String> crowded(int n) {
        return done("int " + await(Probe.of(n)));
    }

    @Async
    private static Coroutine<String> crowded(long n) {
        return done("long " + await(Probe.of(n)));
    }

    @Async
    private static Coroutine<String> crowded$1(int n) {
        return done("$1 " + await(Probe.of(n)));
    }

    @Async
    private static Coroutine<String> CROWDED(int n) {
        return done("CROWDED " + await(Probe.of(n)));
    }

    @Case
    @Async
    static Coroutine<String> namesThatAreMuchInDemand() {
        String all = await(crowded(1)) + await(crowded(2L)) + await(crowded$1(3)) + await(CROWDED(4));
        return done(all + new crowded$Coroutine().getClass() + new crowded$2$Coroutine().getClass());
    }
}
