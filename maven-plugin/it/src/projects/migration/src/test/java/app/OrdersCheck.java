package app;

import java.util.concurrent.CompletableFuture;

class OrdersCheck {
    static CompletableFuture<Integer> length() {
        return Orders.bill("bolt").thenApply(text -> text.length());
    }

    public static void main(String[] args) {
        System.out.println(length().join());
    }
}
