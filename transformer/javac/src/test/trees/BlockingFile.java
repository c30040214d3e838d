// H204
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

class BlockingFile {
    static class Warned {
        @Async
        Coroutine<String> read(Path file) throws IOException {
            return done(Files.readString(file));
        }

        @Async
        Coroutine<Void> writes(Path file, List<String> lines) throws IOException {
            Files.write(file, lines);
            return done();
        }

        @Async
        Coroutine<Integer> opens(File file) throws IOException {
            try (FileInputStream in = new FileInputStream(file)) {
                return done(in.read());
            }
        }
    }

    static class Silent {
        String notAsync(Path file) throws IOException {
            return Files.readString(file);
        }

        @Async
        Coroutine<String> elsewhere(Path file) {
            return done(await(blocking(() -> Files.readString(file))));
        }

        @Async
        Coroutine<Integer> inMemory(byte[] bytes) {
            return done(new ByteArrayInputStream(bytes).read());
        }
    }
}
