package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.math.BigInteger;

/** Statements and expressions with an await in them. */
class Statements {
    @Async
    static Coroutine<Integer> later(int value) {
        await(yieldNow());
        return done(value);
    }

    @Async
    static Coroutine<Void> all() {
        System.out.println("constructor " + await(constructed(3)));
        for (String word : new String[] {"one", "two", "many"}) {
            System.out.println("switch " + word + " " + await(switched(word)));
        }
        for (int i = 0; i < 3; i++) {
            System.out.println("cleanup " + await(cleaned(i)));
        }
        long sum = 0;
        double product = 1;
        for (int i = 1; i < 5; i++) {
            sum += await(later(i)) * 10L;
            product *= await(later(i)) / 2.0;
        }
        System.out.println("loop " + sum + " " + product);
        return done();
    }

    @Async
    private static Coroutine<String> constructed(int x) {
        StringBuilder text = new StringBuilder(new BigInteger(1, new byte[] {(byte) (int) await(later(x)), 7}).toString(await(later(10))));
        return done(text.append(',').append(await(later(x + 1))).toString());
    }

    @Async
    private static Coroutine<Integer> switched(String word) {
        int value =
                switch (word) {
                    case "one" -> await(later(1));
                    case "two" -> {
                        int half = await(later(1));
                        yield half + await(later(half));
                    }
                    default -> -1;
                };
        switch (await(later(value))) {
            case 1:
                value += 100;
            case 2:
                value += await(later(1000));
                break;
            default:
        }
        return done(value);
    }

    @Async
    private static Coroutine<String> cleaned(int kind) {
        StringBuilder order = new StringBuilder();
        try {
            try {
                order.append("try");
                if (await(later(kind)) == 1) {
                    throw new IllegalStateException("kind " + kind);
                }
                if (kind == 2) {
                    return done(order.append(" returns").toString());
                }
            } catch (IllegalStateException e) {
                order.append(" caught ").append(e.getMessage()).append(await(later(kind)));
            } finally {
                order.append(" finally ").append(await(later(kind)));
            }
        } finally {
            System.out.println(order);
        }
        return done(order.toString());
    }
}
