package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import java.util.List;
import java.util.function.Function;

/** Interfaces, records, lambdas and inner classes. */
interface Shop {
    Coroutine<Integer> price(String item);

    @Async
    default Coroutine<Receipt> buy(String item, int count) {
        int price = await(price(item));
        return done(new Receipt(item, count, price * count));
    }

    record Receipt(String item, int count, long total) {
        @Async
        Coroutine<Receipt> and(Receipt other) {
            await(yieldNow());
            return done(new Receipt(item + "+" + await(other.names()), count + other.count, total + other.total));
        }

        @Async
        private Coroutine<String> names() {
            await(yieldNow());
            return done(item);
        }
    }

    record Fixed(int price) implements Shop {
        @Override
        @Async
        public Coroutine<Integer> price(String item) {
            return done(price);
        }
    }

    class Dear implements Shop {
        private final Shop other;

        Dear(Shop other) {
            this.other = other;
        }

        @Override
        @Async
        public Coroutine<Integer> price(String item) {
            await(yieldNow());
            return done(await(other.price(item)) * 2 + item.length());
        }

        @Override
        @Async
        public Coroutine<Receipt> buy(String item, int count) {
            return done(await(await(Shop.super.buy(item, count)).and(new Receipt("bag", 1, 1))));
        }
    }

    @Async
    static Coroutine<Void> visit() {
        for (Shop shop : List.of(new Fixed(5), new Dear(new Fixed(7)), new Dear(new Dear(new Fixed(1))))) {
            System.out.println(await(shop.buy("apple", 3)));
        }
        int rebate = 2;
        Function<Shop, Coroutine<Integer>> cheaper = shop -> done(await(shop.price("pear")) - rebate);
        System.out.println("lambda " + await(cheaper.apply(new Dear(new Fixed(9)))));
        return done();
    }
}
