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
import dev.heddle.Trouble;
import dev.heddle.annotation.Async;
import dev.heddle.engine.HangException;
import dev.heddle.management.ManagedLoop;
import dev.heddle.net.TcpListener;
import dev.heddle.sync.Hold;
import dev.heddle.sync.Mutex;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/diagnostics.md, and what it does. */
@Timeout(60)
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
    Coroutine<Void> open() throws IOException {
        Loop.current().rootScope().spawn("kettle", brew("tea"));
        await(order("milk"));
        return done();
    }

    @Test
    void aFailureThatNobodyLooksAtIsReported() throws IOException {
        Loop.run(options(), open());

        assertThat(lines).hasSize(1);
        assertThat(joined(lines.get(0))).isEqualTo(joined("""
                NEVER_RETRIEVED: task `kettle`, spawned as
                dev.heddle.guide.DiagnosticsExamplesTest.brew(DiagnosticsExamplesTest.java), failed, and nobody awaited it
                """));
    }

    @Async
    Coroutine<TcpListener> advertise(InetSocketAddress address) throws IOException {
        TcpListener listener = TcpListener.listen(address);
        await(order("guests for " + listener.localAddress()));
        return done(listener);
    }

    @Test
    void whatIsLeftOpenIsReported() throws IOException {
        InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Loop.run(options(), advertise(new InetSocketAddress(here, 80)));

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0) + "\n").isEqualTo("""
                NEVER_CLOSED: a listener (listener at /127.0.0.1:80) was not closed before the end of loop `shop`
                """);
    }

    @Async
    Coroutine<Void> orderTwice() {
        Coroutine<String> tea = order("tea");
        await(tea);
        await(tea);
        return done();
    }

    @Test
    void inDebugModeASecondAwaitNamesTheFirst() {
        LoopOptions options = options();
        LoopOptions debugged = options.debugging();

        IllegalStateException thrown =
                catchThrowableOfType(IllegalStateException.class, () -> Loop.run(debugged, orderTwice()));

        assertThat(joined(thrown.toString())).isEqualTo(joined("""
                java.lang.IllegalStateException: coroutine dev.heddle.guide.DiagnosticsExamplesTest$order was awaited or spawned before,
                at dev.heddle.guide.DiagnosticsExamplesTest.orderTwice(DiagnosticsExamplesTest.java); a coroutine runs exactly once
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

        String shown = thrown + "\n" + methods(thrown, DiagnosticsExamplesTest::isHere, 2);
        assertThat(shown).isEqualTo("""
                java.io.IOException: no tea
                    at dev.heddle.guide.DiagnosticsExamplesTest.brew(DiagnosticsExamplesTest.java)
                    at dev.heddle.guide.DiagnosticsExamplesTest.breakfast(DiagnosticsExamplesTest.java)
                """);
    }

    private static boolean isHere(StackTraceElement element) {
        return element.getClassName().equals(DiagnosticsExamplesTest.class.getName());
    }

    /** The first lines of a stack trace that are of interest, without the numbers of lines and the version of the JDK. */
    private static String methods(Throwable thrown, Predicate<StackTraceElement> ofInterest, int count) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(ofInterest)
                .limit(count)
                .map(element -> "    at " + element + "\n")
                .collect(Collectors.joining())
                .replaceAll("@[\\w.+-]+/", "/")
                .replaceAll("\\.java:\\d+", ".java");
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

    private void dumpsAsJson() {
        String json = Loop.current().dump().json();
        log(json);
    }

    @Test
    void aDumpIsAlsoJson() {
        try (Loop loop = Loop.open(options())) {
            loop.post(() -> loop.post(this::dumpsAsJson)); // after the first step of the task
            loop.runUntilComplete(order("tea"));
        }

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).replaceAll("\"line\":\\d+", "\"line\":60")).isEqualTo("""
                {"loop":"shop","tasks":[{"name":"main","state":"RUNNING","waitsFor":"sleep that ends in PT1S",
                "frames":[{"position":{"method":"dev.heddle.guide.DiagnosticsExamplesTest.order",
                "file":"DiagnosticsExamplesTest.java","line":60}}],"scopes":[]}],"omitted":0}
                """.replace("\n", ""));
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
    Coroutine<Void> grind(CountDownLatch mill) throws InterruptedException {
        mill.await(); // blocks the thread, unlike `await(mill)`
        return done();
    }

    @Async
    Coroutine<Void> espresso(CountDownLatch mill) throws InterruptedException {
        await(order("beans"));
        await(grind(mill));
        return done();
    }

    private static boolean isOfInterest(StackTraceElement element) {
        return isHere(element)
                || element.getClassName().equals(CountDownLatch.class.getName())
                        && element.getMethodName().equals("await");
    }

    @Test
    void aStepThatBlocksIsReportedWhileItDoes() throws InterruptedException {
        CountDownLatch mill = new CountDownLatch(1);
        List<Trouble> troubles = new ArrayList<>();
        LoopOptions watched = options().watchdog(Duration.ofMillis(200)).exceptionHandler(trouble -> {
            troubles.add(trouble);
            mill.countDown();
        });
        Loop.run(watched, espresso(mill));

        assertThat(troubles).hasSize(1);
        Trouble slow = troubles.get(0);
        String sentence = slow.sentence().replaceAll("PT\\S+", "PT0.2S");
        String shown = slow.kind() + ": " + sentence + "\n"
                + methods(slow.failure(), DiagnosticsExamplesTest::isOfInterest, 3);
        assertThat(shown).isEqualTo("""
                SLOW_STEP: a step of task `main` has held loop `shop` for PT0.2S
                    at java.base/java.util.concurrent.CountDownLatch.await(CountDownLatch.java)
                    at dev.heddle.guide.DiagnosticsExamplesTest.grind(DiagnosticsExamplesTest.java)
                    at dev.heddle.guide.DiagnosticsExamplesTest.espresso(DiagnosticsExamplesTest.java)
                """);
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
