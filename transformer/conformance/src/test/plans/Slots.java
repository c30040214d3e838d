package plans;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.List;

/** Slots have a type, and are shared between values that are never alive together. */
class Slots {
    @Async
    static Coroutine<String> oneOfEachType(Coroutine<String> c, byte b, short s, char h, boolean z, int i, long l, float f, double d, String t, int[] a) {
        return done(await(c) + b + s + h + z + i + l + f + d + t + a.length);
    }

    @Async
    static Coroutine<Integer> sharedOneAfterTheOther(Coroutine<Integer> a, Coroutine<Integer> b) {
        int result;
        {
            int x = System.identityHashCode(a);
            result = await(a) + x;
        }
        {
            int y = System.identityHashCode(b);
            result = await(b) + y;
        }
        return done(result);
    }

    @Async
    static Coroutine<Integer> notSharedWhileBothLive(Coroutine<Integer> a, Coroutine<Integer> b) {
        int x = System.identityHashCode(a);
        int first = await(a);
        int y = System.identityHashCode(b);
        return done(first + await(b) + x + y);
    }

    @Async
    static Coroutine<Long> oneLocalTwoWidths(Coroutine<Integer> a) {
        long sum = 0;
        {
            long x = System.nanoTime();
            sum += await(a) + x;
        }
        {
            String s = "s" + sum;
            int n = s.length();
            sum += await(a) + n + s.hashCode();
        }
        return done(sum);
    }

    @Async
    static Coroutine<String> referencesOfDifferentTypes(Coroutine<String> a, Coroutine<String> b) {
        StringBuilder s = new StringBuilder();
        s.append(await(a));
        List<String> list = List.of(s.toString());
        return done(await(b) + list);
    }

    @Async
    static Coroutine<Object> mergedTypes(Coroutine<String> a, boolean flag) {
        Object o = flag ? "text" : Integer.valueOf(1);
        CharSequence c = flag ? "text" : new StringBuilder();
        Number[] n = flag ? new Integer[0] : new Long[0];
        await(a);
        return done(o.toString() + c + n.length);
    }

    @Async
    static Coroutine<String> nullNeedsNoSlot(Coroutine<String> a) {
        String nothing = null;
        String s = await(a);
        return done(s + nothing);
    }
}
