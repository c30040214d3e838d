// H206
package trees;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.sql.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.concurrent.locks.*;
import java.util.function.*;

class BlockingConsole {
    static class Warned {
        @Async
        Coroutine<Integer> readsByte() throws IOException {
            return done(System.in.read());
        }

        @Async
        Coroutine<String> readsLine(Console console) {
            return done(console.readLine());
        }

        @Async
        Coroutine<char[]> readsPassword() {
            return done(System.console().readPassword());
        }
    }

    static class Silent {
        int notAsync() throws IOException {
            return System.in.read();
        }

        @Async
        Coroutine<Void> prints(String line) {
            System.out.println(line);
            return done();
        }

        @Async
        Coroutine<Integer> elsewhere() {
            return done(await(blocking(() -> System.in.read())));
        }
    }
}
