package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.util.*;

class BlockingConsole {
    static class Warned {
        @Async
        Coroutine<Integer> readsByte() throws IOException {
            return done(System.in.read());
        }

        @Async
        Coroutine<String> readsThroughScanner() {
            return done(new Scanner(System.in).nextLine());
        }

        @Async
        Coroutine<String> readsLine(Console console) {
            return done(console.readLine());
        }

        @Async
        Coroutine<Integer> readsPasswordAfterAwait(Coroutine<String> prompt) {
            return done(System.console().readPassword(await(prompt)).length);
        }
    }

    static class Silent {
        private final InputStream in = new ByteArrayInputStream(new byte[1]);

        @Async
        Coroutine<Void> prints(String line) {
            System.out.println(line);
            System.err.flush();
            return done();
        }

        @Async
        Coroutine<Integer> readsElsewhere() {
            return done(await(blocking(() -> System.in.read())));
        }

        @Async
        Coroutine<Void> writesToConsole(Console console, String line) {
            console.printf("%s", line).flush();
            return done();
        }

        @Async
        Coroutine<String> hasTheSameNames(String text) throws IOException {
            return done(new BufferedReader(new StringReader(text)).readLine() + in.read());
        }

        @Async
        Coroutine<Void> setsAnotherInput() {
            System.setIn(in);
            return done();
        }

        int plain() throws IOException {
            return System.in.read();
        }
    }
}
