package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.SelectCase;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import dev.heddle.scheduling.ProcessSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Signals to this process, most of them WINCH, which does nothing where nobody listens, and to others. */
@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
class SignalsTest extends OnEachEngine {
    private static final int TERMINATED = 128 + 15;

    @Test
    void aTaskWaitsForASignal() {
        assertThat(Loop.run(oneSignal())).isEqualTo("WINCH");
    }

    @Async
    private static Coroutine<String> oneSignal() {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> waiting = scope.spawnEagerly(Signals.awaitNext("SIGWINCH"));
            ProcessSignal.raise("WINCH");
            return done(await(waiting));
        }
    }

    @Test
    void aSignalThatComesWhileNobodyWaitsIsKeptOnce() {
        assertThat(Loop.run(keptSignals())).containsExactly("WINCH", "CONT", "late");
    }

    @Async
    private static Coroutine<List<String>> keptSignals() {
        List<String> heard = new ArrayList<>();
        try (Signals signals = Signals.listen("WINCH", "CONT")) {
            await(raisedAndDelivered("WINCH"));
            await(raisedAndDelivered("CONT"));
            await(raisedAndDelivered("WINCH"));
            for (int i = 0; i < 3; i++) {
                heard.add(await(select(
                        signals.onNext(name -> done(name)),
                        SelectCase.onTimeout(Duration.ZERO, nothing -> done("late")))));
            }
        }
        return done(heard);
    }

    /** When another listener has heard it, on the same loop, the first has, too. */
    @Async
    private static Coroutine<Void> raisedAndDelivered(String name) {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> other = scope.spawnEagerly(Signals.awaitNext(name));
            ProcessSignal.raise(name);
            await(other);
        }
        return done();
    }

    @Test
    void eachOfSeveralListenersHearsEachSignal() {
        assertThat(Loop.run(twoListeners())).containsExactly("WINCH", "WINCH", "handled WINCH");
    }

    @Async
    private static Coroutine<List<String>> twoListeners() {
        List<String> heard = new ArrayList<>();
        try (TaskScope scope = TaskScope.open();
                Signals handler = Signals.handle(name -> heard.add("handled " + name), "WINCH")) {
            assertThat(handler.waiters()).isEmpty();
            Task<String> one = scope.spawnEagerly(Signals.awaitNext("WINCH"));
            Task<String> other = scope.spawnEagerly(Signals.awaitNext("WINCH"));
            ProcessSignal.raise("WINCH");
            List<String> names = new ArrayList<>(List.of(await(one), await(other)));
            while (heard.isEmpty()) {
                await(yieldNow());
            }
            names.addAll(heard);
            return done(names);
        }
    }

    @Test
    void aStreamOfSignalsGoesOnUntilItIsClosed() {
        assertThat(Loop.run(streamed())).containsExactly("WINCH", "WINCH", "WINCH");
    }

    @Async
    private static Coroutine<List<String>> streamed() {
        List<String> heard = new ArrayList<>();
        try (Signals signals = Signals.listen("WINCH");
                AsyncStream<String> stream = signals.stream()) {
            while (heard.size() < 3) {
                ProcessSignal.raise("WINCH");
                if (await(stream.advance())) {
                    heard.add(stream.value());
                }
            }
        }
        return done(heard);
    }

    @Test
    void closingTellsThoseWhoWait() {
        assertThatThrownBy(() -> Loop.run(closedWhileWaiting()))
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("signal listener `WINCH` is closed");
    }

    @Async
    private static Coroutine<Void> closedWhileWaiting() {
        Signals signals = Signals.listen("WINCH");
        try (TaskScope scope = TaskScope.open()) {
            scope.spawnEagerly(signals.next());
            signals.close();
        }
        return done();
    }

    @Test
    void whatTheVirtualMachineKeepsForItselfIsRefused() {
        for (String name : List.of("QUIT", "KILL", "NOSUCH")) {
            assertThatThrownBy(() -> Loop.run(Signals.awaitNext("WINCH", name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("`" + name + "`");
        }
    }

    @Test
    void signalsBelongToALoop() {
        assertThatThrownBy(() -> Signals.listen("WINCH")).isInstanceOf(IllegalStateException.class);
    }

    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;

    /** Ends at TERM, in order. */
    static final class Orderly {
        private Orderly() {}

        public static void main(String[] arguments) {
            Loop.run(main());
        }

        @Async
        private static Coroutine<Void> main() {
            try (Signals signals = Signals.listen("TERM", "INT", "HUP")) {
                System.out.println("ready");
                for (String name = await(signals.next()); !name.equals("TERM"); name = await(signals.next())) {
                    System.out.println("heard " + name);
                }
            }
            System.out.println("ends");
            if (System.getProperty("again") != null) {
                ProcessSignal.raise("TERM");
                await(dev.heddle.Coroutines.sleep(Duration.ofMinutes(1)));
            }
            return done();
        }
    }

    @Test
    void aProcessThatListensEndsInOrder() throws IOException {
        assumeFalse(ChildJvm.ignores(SIGHUP) || ChildJvm.ignores(SIGINT), "started by something that ignores signals");
        assertThat(Loop.run(signalled(ChildJvm.command(Orderly.class), "HUP", "INT", "TERM")))
                .isEqualTo("heard HUP\nheard INT\nends\n0");
    }

    @Test
    void whenNobodyListensAnyMoreTheSignalDoesWhatItDidBefore() throws IOException {
        assertThat(Loop.run(signalled(ChildJvm.command("-Dagain=true", Orderly.class), "TERM")))
                .isEqualTo("ends\n" + TERMINATED);
    }

    /** Closes its loop and goes on listening. */
    static final class Deaf {
        private Deaf() {}

        public static void main(String[] arguments) throws InterruptedException {
            Loop.run(listenAndForget());
            System.out.println("ready");
            new java.util.concurrent.CountDownLatch(1).await();
        }

        @Async
        private static Coroutine<Signals> listenAndForget() {
            return done(Signals.listen("TERM"));
        }
    }

    @Test
    void aSignalThatNoLoopTakesEndsTheProcessAsItWouldHave() throws IOException {
        assertThat(Loop.run(signalled(ChildJvm.command(Deaf.class), "TERM"))).isEqualTo(TERMINATED + "");
    }

    /** What a process writes after it is ready, and its status, when it gets signals. */
    @Async
    private static Coroutine<String> signalled(Command command, String... signals) throws IOException {
        StringBuilder output = new StringBuilder();
        try (Subprocess process = await(Subprocess.start(command.stderrToStdout()))) {
            assertThat(await(process.stdout().readLine())).isEqualTo("ready");
            for (String signal : signals) {
                await(process.signal(signal));
                String line = await(process.stdout().readLine());
                if (line != null) {
                    output.append(line).append('\n');
                }
            }
            return done(output.append(await(process.waitFor())).toString());
        }
    }
}
