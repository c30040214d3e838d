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
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/** Calls of methods that the class of the receiver selects: whatever it selects, an await of the call does what it says. */
class VirtualCalls {
    interface Store {
        Coroutine<String> load(int key, long version) throws IOException;

        @Async
        default Coroutine<String> loadTwice(int key) throws IOException {
            return done(await(load(key, 1)) + await(this.load(key, 2)));
        }
    }

    static class Memory implements Store {
        @Override
        @Async
        public Coroutine<String> load(int key, long version) throws IOException {
            log("memory", key);
            return done("m" + await(Probe.of(key)) + version);
        }
    }

    /** Selected: what it inherits. */
    static class Inheriting extends Memory {}

    static class Disk extends Memory {
        @Override
        @Async
        public Coroutine<String> load(int key, long version) throws IOException {
            return done("d(" + await(super.load(key + 1, version)) + ")" + await(Probe.of(version)));
        }

        @Override
        @Async
        public Coroutine<String> loadTwice(int key) throws IOException {
            return done("twice " + await(super.loadTwice(key)));
        }
    }

    /** Never suspends. */
    static final class Constant implements Store {
        @Override
        @Async
        public Coroutine<String> load(int key, long version) {
            return done("c" + key + version);
        }
    }

    /** An override without {@code @Async}, between woven methods. */
    static class ByHand extends Memory {
        @Override
        public Coroutine<String> load(int key, long version) throws IOException {
            log("by hand", key);
            return super.load(key * 100, version);
        }
    }

    static final class BelowByHand extends ByHand {}

    static final class WovenAgain extends ByHand {
        @Override
        @Async
        public Coroutine<String> load(int key, long version) throws IOException {
            return done("again " + await(super.load(key, version)));
        }
    }

    /** Hands on to another method of the same signature. */
    static final class Renaming extends Memory {
        @Override
        public Coroutine<String> load(int key, long version) {
            return other(key + 7, version);
        }

        @Async
        Coroutine<String> other(int key, long version) {
            return done("other" + await(Probe.of(key)));
        }
    }

    record Delegating(Store to) implements Store {
        @Override
        public Coroutine<String> load(int key, long version) throws IOException {
            return to.load(key, -version);
        }
    }

    static final class Throwing implements Store {
        @Override
        public Coroutine<String> load(int key, long version) throws IOException {
            throw new IOException("no " + key);
        }
    }

    enum Kinds implements Store {
        PLAIN {
            @Override
            @Async
            public Coroutine<String> load(int key, long version) {
                return done("plain" + await(Probe.of(key)));
            }
        },
        INHERITING;

        @Override
        @Async
        public Coroutine<String> load(int key, long version) {
            return done(name() + key);
        }
    }

    @Async
    private static Coroutine<String> loadAll(List<? extends Store> stores) {
        String all = "";
        for (int i = 0; i < stores.size(); i++) {
            try {
                all += seen(i) + await(stores.get(i).load(i, seen((long) -i))) + ";";
            } catch (IOException e) {
                log(e);
            }
        }
        return done(all);
    }

    private static Store proxy(Store to) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (self, method, arguments) -> {
                    try {
                        return method.invoke(to, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Case
    @Async
    static Coroutine<String> oneClass() {
        return loadAll(List.of(new Memory(), new Memory(), new Memory()));
    }

    @Case
    @Async
    static Coroutine<String> twoClasses() {
        return loadAll(List.of(new Memory(), new Disk(), new Memory(), new Disk()));
    }

    @Case
    @Async
    static Coroutine<String> manyClasses() {
        List<Store> stores = List.of(
                new Constant(),
                new Memory(),
                new Disk(),
                new Inheriting(),
                Kinds.PLAIN,
                Kinds.INHERITING,
                new ByHand(),
                new BelowByHand(),
                new WovenAgain(),
                new Renaming(),
                new Delegating(new Memory()),
                new Throwing());
        return done(await(loadAll(stores)) + await(loadAll(stores)));
    }

    @Case
    @Async
    static Coroutine<String> overridesThatAreNotWoven() {
        return loadAll(List.of(new ByHand(), new BelowByHand(), new Memory(), new WovenAgain(), new ByHand(), new Renaming()));
    }

    @Case
    @Async
    static Coroutine<String> lambdasReferencesAndProxies() {
        Memory memory = new Memory();
        String captured = seen("captured");
        Store lambda = (key, version) -> done(captured + await(Probe.of(key)) + version);
        Store constant = (key, version) -> done("constant");
        return loadAll(List.of(lambda, memory::load, constant, proxy(memory), lambda, proxy(new Throwing())));
    }

    @Case
    @Async
    static Coroutine<String> defaultMethods() throws IOException {
        String all = "";
        for (Store store : List.of(new Memory(), new Disk(), new Constant(), new ByHand(), new Memory())) {
            all += await(store.loadTwice(3)) + ";";
        }
        return done(all);
    }

    @Async
    private static Coroutine<String> forwarded(Store store) throws IOException {
        return store.load(1, 2);
    }

    @Async
    private static Coroutine<String> forwardedInsideTry(Store store) {
        try {
            return store.load(1, 2);
        } catch (IOException | NullPointerException e) {
            log(e);
            return done("failed");
        } finally {
            log("left");
        }
    }

    @Case
    @Async
    static Coroutine<String> forwarding() throws IOException {
        Store memory = new Memory();
        return done(await(forwarded(memory)) + await(forwarded(new Disk())) + await(forwardedInsideTry(memory))
                + await(forwardedInsideTry(new Throwing())) + await(forwardedInsideTry(null)));
    }

    @Case
    @Async
    static Coroutine<String> nullReceivers() throws IOException {
        String all = "";
        for (Store store : new Store[] {null, new Memory(), null, new Disk(), null}) {
            try {
                all += await(store.load(seen(1), 1));
            } catch (NullPointerException e) {
                all += await(Probe.of(" null "));
            }
        }
        return done(all);
    }

    @Case
    @Async
    static Coroutine<String> belowOperandsAndWithAwaitedArguments() throws IOException {
        Store memory = new Memory();
        int x = seen(5);
        return done(x + await(memory.load(await(Probe.of(x)), x * 2L)) + (x - 1) + await(new Inheriting().load(x, 1)));
    }

    abstract static class Shape {
        @Async
        abstract Coroutine<Integer> area();

        @Async
        Coroutine<Integer> doubled() {
            return done(2 * await(area()));
        }
    }

    static class Square extends Shape {
        final int side;

        Square(int side) {
            this.side = side;
        }

        @Override
        @Async
        Coroutine<Integer> area() {
            return done(await(Probe.of(side)) * side);
        }
    }

    static final class Cube extends Square {
        Cube(int side) {
            super(side);
        }

        @Override
        @Async
        Coroutine<Integer> area() {
            return done(6 * await(super.area()));
        }

        @Override
        @Async
        Coroutine<Integer> doubled() {
            return done(await(super.doubled()) + 1);
        }
    }

    @Case
    @Async
    static Coroutine<Integer> abstractMethods() {
        int sum = 0;
        for (Shape shape : new Shape[] {new Square(2), new Cube(3), new Square(4)}) {
            sum += await(shape.area()) + await(shape.doubled());
        }
        return done(sum);
    }

    interface Handler<A, B> {
        Coroutine<B> handle(A argument);
    }

    static class Length implements Handler<String, Integer> {
        @Override
        @Async
        public Coroutine<Integer> handle(String argument) {
            return done(await(Probe.of(argument)).length());
        }
    }

    static class Doubling<A> implements Handler<A, String> {
        @Override
        @Async
        public Coroutine<String> handle(A argument) {
            return done(argument + "" + await(Probe.of(argument)));
        }
    }

    /** Two bridges, one above the other. */
    static final class DoublingText extends Doubling<String> {
        @Override
        @Async
        public Coroutine<String> handle(String argument) {
            return done("<" + await(super.handle(argument)) + ">");
        }
    }

    /** Its bridge forwards to an override that is not woven. */
    static final class Counting extends Doubling<Integer> {
        @Override
        public Coroutine<String> handle(Integer argument) {
            log("counting");
            return super.handle(argument + 1);
        }
    }

    /** Its bridge forwards to one of two methods. */
    static final class Overloaded implements Handler<Integer, String> {
        @Override
        public Coroutine<String> handle(Integer argument) {
            log("integer");
            return handle("i" + argument);
        }

        @Async
        public Coroutine<String> handle(String argument) {
            return done("o" + await(Probe.of(argument)));
        }
    }

    /** Has no bridge: one method calls the other. */
    static final class Prefixing implements Handler<Object, String> {
        @Override
        public Coroutine<String> handle(Object argument) {
            return handle("p" + argument);
        }

        @Async
        public Coroutine<String> handle(String argument) {
            return done(argument + await(Probe.of("!")));
        }
    }

    interface TextHandler extends Handler<String, Object> {
        @Override
        @Async
        default Coroutine<Object> handle(String argument) {
            return done("text" + await(Probe.of(argument)));
        }
    }

    static final class DefaultText implements TextHandler {}

    @SuppressWarnings({"rawtypes", "unchecked"})
    @Async
    private static Coroutine<String> handleAll(Object... handlersAndArguments) {
        String all = "";
        for (int i = 0; i < handlersAndArguments.length; i += 2) {
            try {
                all += await(((Handler) handlersAndArguments[i]).handle(handlersAndArguments[i + 1])) + ";";
            } catch (ClassCastException e) {
                all += "wrong;";
            }
        }
        return done(all);
    }

    @Case
    @Async
    static Coroutine<String> bridges() {
        Handler<String, Integer> length = new Length();
        int six = await(length.handle("length"));
        Handler<String, String> text = new DoublingText();
        return done(six + await(text.handle("t")) + await(handleAll(length, "abc", text, "x", length, "de", length, 3)));
    }

    @Case
    @Async
    static Coroutine<String> bridgesToOverridesThatAreNotWoven() {
        Object counting = new Counting();
        Object overloaded = new Overloaded();
        Object prefixing = new Prefixing();
        return done(await(handleAll(prefixing, "1", counting, 1, overloaded, 2, prefixing, "2", prefixing, 3, counting, 3, overloaded, 4, new DefaultText(), "d"))
                + await(handleAll(new DefaultText(), "d", new Doubling<Object>(), 5L, counting, "wrong", counting, 7)));
    }

    interface Source {
        Awaitable<String> get();
    }

    static class Narrowing implements Source {
        @Override
        @Async
        public Coroutine<String> get() {
            return done("narrow" + await(Probe.of(1)));
        }
    }

    static final class NarrowingAgain extends Narrowing {
        @Override
        @Async
        public Coroutine<String> get() {
            return done("again " + await(super.get()));
        }
    }

    @Case
    @Async
    static Coroutine<String> covariantReturns() {
        Source source = new Narrowing();
        Narrowing narrowing = new NarrowingAgain();
        return done(await(source.get()) + await(narrowing.get()) + await(((Source) narrowing).get()));
    }

    interface Node {
        @Async
        Coroutine<Integer> sum();
    }

    record Leaf(int value) implements Node {
        @Override
        @Async
        public Coroutine<Integer> sum() {
            return Probe.of(value);
        }
    }

    record Both(Node left, Node right) implements Node {
        @Override
        @Async
        public Coroutine<Integer> sum() {
            return done(await(left.sum()) + await(right.sum()));
        }
    }

    @Case
    @Async
    static Coroutine<Integer> recursionThroughAnInterface() {
        Node tree = new Both(new Both(new Leaf(1), new Leaf(2)), new Both(new Leaf(3), new Both(new Leaf(4), new Leaf(5))));
        return done(await(tree.sum()));
    }

    interface Factory {
        Coroutine<Coroutine<Integer>> make(int n);
    }

    static final class Lazily implements Factory {
        @Override
        @Async
        public Coroutine<Coroutine<Integer>> make(int n) {
            int got = await(Probe.of(n));
            return done(Probe.of(got + 1));
        }
    }

    @Case
    @Async
    static Coroutine<Integer> coroutinesAsResults() {
        Factory factory = new Lazily();
        Coroutine<Integer> made = await(factory.make(1));
        return done(await(made) + await(await(factory.make(10))));
    }

    abstract static class Wide {
        abstract Coroutine<Double> of(long a, double b, int c, boolean d, byte e, String... rest);
    }

    static final class WideSum extends Wide {
        @Override
        @Async
        Coroutine<Double> of(long a, double b, int c, boolean d, byte e, String... rest) {
            double sum = a + b + await(Probe.of(c));
            return done(sum + (d ? 1 : 0) + e + rest.length);
        }
    }

    @Case
    @Async
    static Coroutine<Double> wideArgumentsAndVarargs() {
        Wide wide = new WideSum();
        return done(await(wide.of(1L << 33, 0.5, 3, true, (byte) -4, "a", "b")) + await(wide.of(1, 2, 3, false, (byte) 5)));
    }

    interface First {
        @Async
        default Coroutine<String> name() {
            return done("first" + await(Probe.of(1)));
        }
    }

    interface Second extends First {
        @Override
        default Coroutine<String> name() {
            log("second, by hand");
            return First.super.name();
        }
    }

    static class OfFirst implements First {}

    static final class OfBoth extends OfFirst implements Second {}

    static class ClassWins extends OfFirst {
        @Override
        @Async
        public Coroutine<String> name() {
            return done("class" + await(Probe.of(2)));
        }
    }

    static final class ClassStillWins extends ClassWins implements Second {}

    @Case
    @Async
    static Coroutine<String> theMostSpecificDefault() {
        String all = "";
        for (First named : List.of(new OfFirst(), new OfBoth(), new ClassWins(), new ClassStillWins(), new OfBoth())) {
            all += await(named.name()) + ";";
        }
        return done(all);
    }
}
