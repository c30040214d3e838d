package plans;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;

/** What stands on the operand stack below the awaited value has slots as well. */
class Operands {
    private long total;

    @Async
    static Coroutine<Integer> leftOperand(Coroutine<Integer> a, int[] numbers) {
        return done(numbers.length + await(a));
    }

    @Async
    static Coroutine<int[]> arrayElementCompound(Coroutine<Integer> a, int i) {
        int[] numbers = new int[2];
        numbers[i] += await(a);
        return done(numbers);
    }

    @Async
    Coroutine<Long> fieldCompound(Coroutine<Long> a) {
        total += await(a);
        return done(total);
    }

    @Async
    static Coroutine<String> argumentsOfAllWidths(Coroutine<Integer> a) {
        return done(String.format("%s", join(1, 2L, 3f, 4d, "5", await(a))));
    }

    private static String join(int a, long b, float c, double d, String e, int f) {
        return a + b + c + d + e + f;
    }

    @Async
    static Coroutine<String> concatenation(Coroutine<String> a, Coroutine<Long> b, String s) {
        return done(s + await(a) + 'c' + await(b) + 1.5);
    }

    @Async
    static Coroutine<Integer> ternary(Coroutine<Boolean> a, Coroutine<Integer> b, int x) {
        return done(x * (await(a) ? await(b) : 7));
    }

    @Async
    static Coroutine<Boolean> shortCircuit(Coroutine<Boolean> a, Coroutine<Boolean> b, boolean c) {
        return done(await(a) && (c || await(b)));
    }

    @Async
    static Coroutine<String> receiver(Coroutine<String> a) {
        return done(new StringBuilder().append(await(a)).append(1).toString());
    }

    @Async
    static Coroutine<Object> constructorArgument(Coroutine<String> a, Coroutine<Long> b) {
        return done(new Object[] {new Thread(null, null, await(a), await(b)), new StringBuilder(await(a))});
    }
}
