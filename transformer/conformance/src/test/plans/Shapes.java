package plans;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Plans of methods in other places than a plain class, and of lambdas. */
class Shapes<T> {
    private final List<T> all = new ArrayList<>();

    @Async
    Coroutine<T> generic(Coroutine<? extends T> c, T fallback) {
        T t = await(c);
        all.add(t);
        return done(t == null ? fallback : t);
    }

    @Async
    @SafeVarargs
    final Coroutine<List<T>> varargs(Coroutine<T>... more) {
        for (Coroutine<T> c : more) {
            all.add(await(c));
        }
        return done(all);
    }

    static class Lambda {
        static Supplier<Coroutine<String>> capturing(Coroutine<String> c, long captured) {
            return () -> done(await(c) + captured);
        }
    }

    static class LambdaWithThis {
        private String field;

        Function<Integer, Coroutine<String>> capturing(Coroutine<String> c) {
            return n -> done(await(c) + n + field);
        }
    }

    interface Service {
        @Async
        Coroutine<String> call(String s);

        @Async
        default Coroutine<String> twice(String s) {
            return done(await(call(s)) + await(call(s)));
        }

        @Async
        static Coroutine<String> first(List<Service> all) {
            return all.get(0).call("first");
        }
    }

    record Point(int x, long y) implements Service {
        @Override
        @Async
        public Coroutine<String> call(String s) {
            String before = s + x;
            await(twice(before));
            return done(before + y);
        }
    }

    enum Level {
        LOW,
        HIGH;

        @Async
        Coroutine<Level> raise(Coroutine<Boolean> c) {
            return done(await(c) ? HIGH : this);
        }
    }
}
