package programs;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.lang.ref.WeakReference;

/** Suspends while a large object is dead; the object is told to the test as a weak reference. */
final class Retention {
    static WeakReference<Object> large;

    private static byte[] make() {
        byte[] bytes = new byte[1 << 20];
        large = new WeakReference<>(bytes);
        return bytes;
    }

    @Async
    static Coroutine<Integer> deadLocal(Coroutine<Integer> leaf) {
        byte[] bytes = make();
        int length = bytes.length;
        return done(await(leaf) + length);
    }

    @Async
    static Coroutine<Integer> deadAtTheSecondAwait(Coroutine<Integer> leaf, Coroutine<Integer> second) {
        byte[] bytes = make();
        int length = await(leaf) + bytes.length;
        return done(await(second) + length);
    }

    static Coroutine<Integer> deadArgument(Coroutine<Integer> leaf) {
        return argument(make(), leaf);
    }

    @Async
    private static Coroutine<Integer> argument(byte[] bytes, Coroutine<Integer> leaf) {
        int length = bytes.length;
        return done(await(leaf) + length);
    }

    @Async
    static Coroutine<Integer> deadInTheCaller(Coroutine<Integer> leaf) {
        byte[] bytes = make();
        return done(await(argument(bytes, leaf)) + 1);
    }

    @Async
    static Coroutine<Integer> deadOperand(Coroutine<Integer> leaf) {
        return done(make().length + await(leaf));
    }

    @Async
    static Coroutine<Integer> deadInHandler(Coroutine<Integer> leaf) {
        byte[] bytes = make();
        try {
            System.identityHashCode(bytes);
        } catch (RuntimeException e) {
            return done(bytes.length);
        }
        return done(await(leaf));
    }

    @Async
    static Coroutine<Integer> overwritten(Coroutine<Integer> leaf, Coroutine<Integer> second) {
        Object value = make();
        int sum = await(leaf) + value.hashCode();
        value = "small";
        sum += await(second);
        return done(sum + value.hashCode());
    }
}
