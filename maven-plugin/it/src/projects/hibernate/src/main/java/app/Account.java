package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.concurrent.CompletableFuture;

/** Enhanced, its fields are read and written by methods of its own. */
@Entity
public class Account {
    @Id
    private long id;

    private long balance;

    @Async
    public Coroutine<Long> pay(CompletableFuture<Long> amount) {
        balance += await(amount);
        return done(balance);
    }

    @Async
    static Coroutine<Void> program(Account account, CompletableFuture<Long> amount) {
        System.out.println("balance " + await(account.pay(amount)));
        return done();
    }

    public static void main(String[] args) {
        Account account = new Account();
        Loop.run(program(account, CompletableFuture.supplyAsync(() -> 7L)));
        for (Class<?> type : Account.class.getInterfaces()) {
            System.out.println(type.getSimpleName());
        }
    }
}
