package warnings;

import static dev.heddle.Coroutines.*;

import dev.heddle.*;
import dev.heddle.annotation.*;
import java.io.*;
import java.util.*;
import java.util.concurrent.TimeUnit;

class BlockingProcess {
    static class Warned {
        @Async
        Coroutine<Integer> waitsForProcess(Process process) throws InterruptedException {
            return done(process.waitFor());
        }

        @Async
        Coroutine<Boolean> waitsForAWhile(Process process) throws InterruptedException {
            return done(process.waitFor(1, TimeUnit.SECONDS));
        }

        @Async
        Coroutine<Process> starts(ProcessBuilder builder) throws IOException {
            return done(builder.inheritIO().start());
        }

        @Async
        Coroutine<List<Process>> startsSeveral(List<ProcessBuilder> builders) throws IOException {
            return done(ProcessBuilder.startPipeline(builders));
        }

        @Async
        Coroutine<Process> startsByRuntime(String[] words) throws IOException {
            return done(Runtime.getRuntime().exec(words));
        }
    }

    static class Silent {
        @Async
        Coroutine<Integer> awaitsItsEnd(Process process) {
            return done(await(process.onExit()).exitValue());
        }

        @Async
        Coroutine<Integer> waitsElsewhere(Process process) {
            return done(await(blocking(process::waitFor)));
        }

        @Async
        Coroutine<Boolean> looksAndStops(Process process) {
            process.destroy();
            return done(process.isAlive());
        }

        @Async
        Coroutine<List<String>> onlyPrepares(String word) {
            return done(new ProcessBuilder(word).redirectErrorStream(true).command());
        }

        @Async
        Coroutine<Long> asksTheRuntimeForSomethingElse() {
            return done(Runtime.getRuntime().freeMemory());
        }

        int plain(Process process) throws InterruptedException {
            return process.waitFor();
        }
    }
}
