package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Application implements CommandLineRunner {
    @Async
    Coroutine<String> greet(CompletableFuture<String> name) {
        return done("hello " + await(name));
    }

    @Override
    public void run(String... args) {
        System.out.println(Loop.run(greet(CompletableFuture.supplyAsync(() -> "boot"))));
    }

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }
}
