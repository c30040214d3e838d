package app;

import java.util.concurrent.CompletableFuture;

public class Rejected {
    public static void main(String[] args) {
        System.out.println("started");
        for (int i = 0; i < 2; i++) {
            try {
                Mistake.balance(CompletableFuture.completedFuture(1));
            } catch (Error notWoven) {
                System.out.println(notWoven.getMessage().split(",")[0]);
            }
        }
    }
}
