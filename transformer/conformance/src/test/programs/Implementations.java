package programs;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import foreign.Shelf;

/** Shelves that are woven, six classes of them, and what derives from them. */
final class Implementations {
    private Implementations() {}

    static class A implements Shelf {
        @Override
        @Async
        public Coroutine<Integer> take(int n) {
            return done(n & 7);
        }
    }

    static class B extends A {
        @Override
        @Async
        public Coroutine<Integer> take(int n) {
            return done(n & 15);
        }
    }

    static final class C extends B {}

    static final class D implements Shelf {
        @Override
        @Async
        public Coroutine<Integer> take(int n) {
            return done(n & 31);
        }
    }

    static final class E extends A {
        @Override
        @Async
        public Coroutine<Integer> take(int n) {
            return done(n & 3);
        }
    }

    static final class F implements Shelf {
        @Override
        @Async
        public Coroutine<Integer> take(int n) {
            return done(n & 1);
        }
    }

    static Shelf[] kinds(int count) {
        return java.util.Arrays.copyOf(new Shelf[] {new A(), new B(), new C(), new D(), new E(), new F()}, count);
    }
}
