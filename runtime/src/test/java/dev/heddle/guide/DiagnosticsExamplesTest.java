package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopDump;
import dev.heddle.LoopInspector;
import dev.heddle.LoopMetrics;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.HangException;
import dev.heddle.management.ManagedLoop;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/diagnostics.md, and what it does. */
@SuppressWarnings("try") // what listens or is held is closed, not used
class DiagnosticsExamplesTest {
    private final List<String> lines = new ArrayList<>();

    private void log(String line) {
        lines.add(line);
    }

    private LoopOptions options() {
        LoopOptions options = LoopOptions.defaults()
                .named("shop")
                .exceptionHandler(trouble -> log(trouble.kind() + ": " + trouble.sentence()));
        return options.engine(ScriptedEngine::new).notDebugging();
    }

    /** Without the numbers of lines, and with the lines of the text joined. */
    private static String joined(String text) {
        return text.replaceAll("\\.java:\\d+", ".java").replace('\n', ' ').strip();
    }

    @Async
    private static Coroutine<String> order(String article) {
        await(sleep(Duration.ofSeconds(1)));
        return done(article + " is here");
    }

    @Async
    Coroutine<Void> restock() {
        order("tea"); // the await is missing
        return done();
    }

    @Test
    void aForgottenCoroutineIsReported() {
        Loop.run(options(), restock());

        assertThat(lines).hasSize(1);
        assertThat(joined(lines.get(0))).isEqualTo(joined("""
                NEVER_AWAITED: the coroutine of `dev.heddle.guide.DiagnosticsExamplesTest.order`, made at
                dev.heddle.guide.DiagnosticsExamplesTest.restock(DiagnosticsExamplesTest.java), was not awaited or spawned before the
                end of loop `shop`
                """));
    }

    @Async
    Coroutine<String> brew(String article) throws IOException {
        await(sleep(Duration.ofSeconds(1)));
        throw new IOException("no " + article);
    }

    @Async
    Coroutine<Void> breakfast() throws IOException {
        await(brew("tea"));
        return done();
    }

    @Test
    void aStackTraceShowsWhoAwaits() {
        IOException thrown = catchThrowableOfType(IOException.class, () -> Loop.run(options(), breakfast()));

        String methods = Arrays.stream(thrown.getStackTrace())
                .filter(element -> element.getClassName().equals(DiagnosticsExamplesTest.class.getName()))
                .limit(2)
                .map(element -> "    at " + element + "\n")
                .collect(Collectors.joining());
        String shown = thrown + "\n" + methods;
        assertThat(shown.replaceAll("\\.java:\\d+", ".java")).isEqualTo("""
                java.io.IOException: no tea
                    at dev.heddle.guide.DiagnosticsExamplesTest.brew(DiagnosticsExamplesTest.java)
                    at dev.heddle.guide.DiagnosticsExamplesTest.breakfast(DiagnosticsExamplesTest.java)
                """);
    }

    @Async
    private static Coroutine<String> serve(Task<String> tea, int cups) {
        String ordered = await(tea);
        return done(ordered + ", " + cups + " cups of " + tea.name());
    }

    @Async
    private Coroutine<String> program() {
        try (TaskScope scope = TaskScope.open()) {
            Task<String> tea = scope.spawn("tea", order("tea"));
            Loop.current().post(this::dumps);
            return done(await(serve(tea, 2)));
        }
    }

    private void dumps() {
        LoopDump dump = Loop.current().dump();
        log(dump.toString());
    }

    @Test
    void aDumpShowsWhatTasksAreDoing() {
        Loop.run(options().debugging(), program());

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).replaceAll("\\.java:\\d+", ".java")).isEqualTo("""
                loop `shop`
                  `main` waits for task `tea`
                      at dev.heddle.guide.DiagnosticsExamplesTest.serve(DiagnosticsExamplesTest.java)  tea = task `tea`, cups = 2
                      at dev.heddle.guide.DiagnosticsExamplesTest.program(DiagnosticsExamplesTest.java)  scope = a scope
                      spawned at dev.heddle.guide.DiagnosticsExamplesTest.aDumpShowsWhatTasksAreDoing(DiagnosticsExamplesTest.java)
                    `tea` waits for sleep that ends in PT1S
                        at dev.heddle.guide.DiagnosticsExamplesTest.order(DiagnosticsExamplesTest.java)  article = "tea"
                        spawned at dev.heddle.guide.DiagnosticsExamplesTest.program(DiagnosticsExamplesTest.java)
                """.strip());
    }

    @Test
    void otherThreadsAskAnInspector() throws Exception {
        try (Loop loop = Loop.open(options())) {
            LoopInspector inspector = LoopInspector.of(loop);
            AutoCloseable onSignal = inspector.dumpOnSignal("USR2", this::log); // kill -USR2
            AutoCloseable overJmx = ManagedLoop.register(loop); // dev.heddle:type=Loop
            try (onSignal;
                    overJmx) {
                assertThat(inspector.patience(Duration.ofMillis(1)).dump()).contains("does not answer");
            }
        }
    }

    @Test
    void aWatchdogDoesNotMindShortSteps() {
        LoopOptions options = options();
        LoopOptions watched = options.watchdog(Duration.ofMillis(200));
        String ordered = Loop.run(watched.watchdog(Duration.ofMinutes(1)), order("tea"));

        assertThat(ordered).isEqualTo("tea is here");
        assertThat(lines).isEmpty();
    }

    @Async
    private static Coroutine<Void> transfer(Mutex from, Mutex to) {
        try (Hold first = await(from.acquire())) {
            await(yieldNow());
            try (Hold second = await(to.acquire())) {
                return done();
            }
        }
    }

    @Test
    void aDeadlockIsReported() {
        Mutex checking = new Mutex().named("checking");
        Mutex saving = new Mutex().named("saving");

        assertThatThrownBy(() -> Loop.run(options(), TaskScope.run(scope -> {
                    scope.spawn("there", transfer(checking, saving));
                    scope.spawn("back", transfer(saving, checking));
                    return done();
                })))
                .isInstanceOf(HangException.class)
                .satisfies(hang -> assertThat("DEADLOCK: " + lastLineOf(hang)).isEqualTo(joined("""
                        DEADLOCK: deadlock: task `there` waits for mutex `saving` at
                        dev.heddle.guide.DiagnosticsExamplesTest.transfer(DiagnosticsExamplesTest.java), held by task `back`; task `back` waits
                        for mutex `checking` at dev.heddle.guide.DiagnosticsExamplesTest.transfer(DiagnosticsExamplesTest.java), held by task
                        `there`
                        """)));
    }

    private static String lastLineOf(Throwable hang) {
        String[] message = String.valueOf(hang.getMessage()).split("\n");
        return joined(message[message.length - 1]);
    }

    @Async
    private Coroutine<Void> counts() {
        LoopMetrics metrics = Loop.current().metrics();
        log(metrics.tasks() + " tasks, " + metrics.timers() + " timers");
        return done();
    }

    @Test
    void metricsCountTasksAndTimers() {
        Loop.run(options(), counts());

        assertThat(lines).containsExactly("1 tasks, 0 timers");
    }
}
