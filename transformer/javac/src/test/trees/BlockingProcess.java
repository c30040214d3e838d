// H205
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

class BlockingProcess {
    static class Warned {
        @Async
        Coroutine<Process> starts(ProcessBuilder builder) throws IOException {
            return done(builder.start());
        }

        @Async
        Coroutine<Integer> waits(Process process) throws InterruptedException {
            return done(process.waitFor());
        }

        @Async
        Coroutine<Boolean> waitsForSomeTime(Process process) throws InterruptedException {
            return done(process.waitFor(1, TimeUnit.SECONDS));
        }
    }

    static class Silent {
        int notAsync(Process process) throws InterruptedException {
            return process.waitFor();
        }

        @Async
        Coroutine<Integer> awaits(Process process) {
            return done(await(process.onExit()).exitValue());
        }

        @Async
        Coroutine<Boolean> asks(Process process) {
            return done(process.isAlive());
        }
    }
}
