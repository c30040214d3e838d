package app;

import static dev.heddle.Coroutines.*;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import java.util.concurrent.CompletableFuture;
import lombok.Cleanup;
import lombok.RequiredArgsConstructor;
import lombok.Value;
import lombok.val;

@RequiredArgsConstructor
public class Greeting {
    @Value
    static class Word {
        String text;
    }

    static class Door implements AutoCloseable {
        @Override
        public void close() {
            System.out.println("closed");
        }
    }

    private final Word hello;

    @Async
    Coroutine<Void> program(CompletableFuture<Word> name) {
        @Cleanup Door door = new Door();
        val word = await(name);
        System.out.println(hello.getText() + word.getText());
        return done();
    }

    public static void main(String[] args) {
        Loop.run(new Greeting(new Word("hello ")).program(CompletableFuture.supplyAsync(() -> new Word("main"))));
    }
}
