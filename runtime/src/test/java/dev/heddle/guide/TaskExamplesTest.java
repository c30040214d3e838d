package dev.heddle.guide;

import static dev.heddle.Coroutines.asCompleted;
import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.deadline;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.firstSuccess;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.gatherOutcomes;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.race;
import static dev.heddle.Coroutines.retry;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.waitAll;
import static dev.heddle.Coroutines.waitFirst;
import static dev.heddle.Coroutines.waitFirstFailure;
import static dev.heddle.Coroutines.yieldNow;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable;
import dev.heddle.AsyncStream;
import dev.heddle.Backoff;
import dev.heddle.CancelReason;
import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Outcome;
import dev.heddle.ScopeFailed;
import dev.heddle.ScopeOptions;
import dev.heddle.ScopePolicy;
import dev.heddle.Startup;
import dev.heddle.Task;
import dev.heddle.TaskCancelledException;
import dev.heddle.TaskScope;
import dev.heddle.Waited;
import dev.heddle.annotation.Async;
import dev.heddle.sync.Event;
import dev.heddle.testing.ScriptedEngine;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The code of docs/guide/tasks-and-scopes.md, and what it does. */
@Timeout(60)
class TaskExamplesTest {
    private final List<String> log = new ArrayList<>();

    private static <T> T run(Coroutine<T> program) {
        return Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), program);
    }

    @Async
    private static Coroutine<String> fetch(String what) throws IOException {
        await(sleep(Duration.ofMillis(100)));
        if (what.startsWith("lost")) {
            throw new FileNotFoundException(what);
        }
        return done(what);
    }

    @Async
    private static Coroutine<Void> refresh() {
        while (true) {
            await(sleep(Duration.ofSeconds(1)));
        }
    }

    @Async
    Coroutine<String> load(String user) throws IOException {
        try (TaskScope scope = TaskScope.open(deadline(2, SECONDS).named("load"))) {
            Task<String> page = scope.spawn(fetch("page"));
            Task<String> name = scope.spawn("user", fetch(user));
            scope.spawnDaemon("refresh", refresh());
            return done(await(page) + " for " + await(name));
        }
    }

    @Test
    void scopes() throws IOException {
        assertThat(run(load("ann"))).isEqualTo("page for ann");
    }

    @Async
    Coroutine<Void> shipAll(List<String> orders) {
        try (TaskScope scope = TaskScope.open()) {
            for (String order : orders) {
                scope.spawn(order, ship(order));
            }
            log.add("shipping " + scope.tasks());
        }
        log.add("all is shipped");
        return done();
    }

    @Async
    private Coroutine<Void> ship(String order) {
        await(sleep(Duration.ofSeconds(1)));
        log.add(order + " is shipped");
        return done();
    }

    @Test
    void aScopeKeepsItsTasks() {
        run(shipAll(List.of("tea", "milk")));

        assertThat(log)
                .containsExactly(
                        "shipping [task `tea`, task `milk`]", "tea is shipped", "milk is shipped", "all is shipped");
    }

    @Async
    private static Coroutine<Void> waitForNobody() {
        await(new Event());
        return done();
    }

    private static WeakReference<Task<?>> spawnUnkept(TaskScope scope) {
        return new WeakReference<>(scope.spawn(waitForNobody()));
    }

    private static void collectGarbage() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        while (garbage.get() != null) {
            System.gc();
        }
    }

    @Test
    void aTaskThatNobodyElseKeepsIsKeptByItsScope() {
        run(TaskScope.run(scope -> {
            WeakReference<Task<?>> unkept = spawnUnkept(scope);
            await(yieldNow());
            collectGarbage();
            assertThat(scope.tasks()).hasSize(1);
            assertThat(unkept.get()).isNotNull();
            scope.cancelChildren();
            return done();
        }));
    }

    @Async
    Coroutine<String> greet(TaskScope scope, String user) {
        Task<String> name = scope.spawnEagerly(nameOf(user));
        if (!name.isDone()) {
            log.add("asking for " + user);
        }
        return done("Hello " + await(name));
    }

    private final Map<String, String> names = new HashMap<>();

    @Async
    private Coroutine<String> nameOf(String user) {
        if (!names.containsKey(user)) {
            await(sleep(Duration.ofSeconds(1)));
            names.put(user, "Dr. " + user);
        }
        return done(names.get(user));
    }

    @Test
    void anEagerTaskRunsAtOnceAsFarAsItCan() {
        String first = run(TaskScope.run(scope -> greet(scope, "No")));
        String second = run(TaskScope.run(scope -> greet(scope, "No")));

        assertThat(List.of(first, second)).containsOnly("Hello Dr. No");
        assertThat(log).containsExactly("asking for No");
    }

    String order(TaskScope kitchen, String dish) throws IOException {
        try {
            kitchen.spawn(dish, fetch(dish));
            return dish + " is being made";
        } catch (IllegalStateException closing) {
            return "no " + dish + ": " + closing.getMessage();
        }
    }

    @Test
    void aScopeThatEndsTakesNoMoreTasks() throws IOException {
        run(TaskScope.run(ScopeOptions.defaults().named("kitchen"), kitchen -> {
            log.add(order(kitchen, "soup"));
            kitchen.cancelChildren();
            log.add(order(kitchen, "tea"));
            return done();
        }));

        assertThat(log)
                .containsExactly(
                        "soup is being made",
                        "no tea: scope `kitchen` takes no more tasks: it is being closed or cancelled");
    }

    @Async
    Coroutine<List<String>> unreachable(List<String> mirrors) throws IOException {
        List<String> unreachable = new ArrayList<>();
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.SUPERVISE))) {
            List<Task<String>> pings = new ArrayList<>();
            for (String mirror : mirrors) {
                pings.add(scope.spawn(mirror, fetch(mirror)));
            }
            for (Task<String> ping : await(waitAll(pings)).ended()) {
                if (ping.failure() != null) {
                    unreachable.add(ping.name());
                }
            }
        }
        return done(unreachable);
    }

    @Test
    void aSupervisorLetsTheOthersGoOn() throws IOException {
        assertThat(run(unreachable(List.of("a", "lost", "b", "lost, too")))).containsExactly("lost", "lost, too");
    }

    @Async
    Coroutine<Void> check(List<String> pages) throws IOException {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.COLLECT))) {
            for (String page : pages) {
                scope.spawn(fetch(page));
            }
        } catch (ScopeFailed failed) {
            log.add(failed.getCause().getMessage());
            for (Throwable further : failed.getSuppressed()) {
                log.add(further.getMessage());
            }
        }
        return done();
    }

    @Test
    void allFailuresAreCollected() throws IOException {
        run(check(List.of("lost", "a", "lost, too", "b")));

        assertThat(log).containsExactly("lost", "lost, too");
    }

    @Async
    Coroutine<String> firstOf(List<String> mirrors) throws IOException {
        TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.FIRST_SUCCESS));
        try (scope) {
            for (String mirror : mirrors) {
                scope.spawn(fetch(mirror));
            }
        }
        return done((String) scope.winner().result());
    }

    @Async
    Coroutine<Void> crawl(List<String> pages) throws IOException {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().limit(8))) {
            for (String page : pages) {
                await(scope.spawnWhenFree(fetch(page)));
            }
        }
        return done();
    }

    @Async
    Coroutine<Void> server(Startup<Integer> startup) {
        await(sleep(Duration.ofSeconds(1)));
        startup.ready(8080);
        await(sleep(Duration.ofSeconds(9)));
        return done();
    }

    @Async
    Coroutine<Integer> startServer(TaskScope scope) {
        return scope.start("server", this::server);
    }

    @Test
    void policies() throws IOException {
        assertThat(run(firstOf(List.of("a", "b")))).isEqualTo("a");
        run(crawl(List.of("a", "b", "c")));
        assertThat(run(TaskScope.run(this::startServer))).isEqualTo(8080);
    }

    @Async
    Coroutine<Void> work() throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofHours(1)));
        } catch (Cancelled cancelled) {
            log.add(cancelled.reason().origin() + ": " + cancelled.reason().message());
            throw cancelled;
        } finally {
            try (TaskScope cleanUp = TaskScope.open(ScopeOptions.shield(Duration.ofSeconds(5)))) {
                await(sleep(Duration.ofSeconds(1)));
                log.add("cleaned up with " + cleanUp.timeLeft() + " left");
            }
        }
        return done();
    }

    @Async
    Coroutine<Void> giveUp() throws DeadlineExceeded {
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> task = scope.spawn("work", work());
            await(sleep(Duration.ofSeconds(1)));
            task.cancel("not needed any more");
            try {
                await(task);
            } catch (TaskCancelledException told) {
                log.add(told.getMessage());
            }
        }
        return done();
    }

    @Async
    Coroutine<Void> stubborn() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            try {
                await(sleep(Duration.ofHours(1)));
            } catch (Cancelled again) {
                log.add("attempt " + attempt + " is cancelled");
            }
        }
        return done();
    }

    @Test
    void cancellationIsALevel() {
        ScriptedEngine engine = new ScriptedEngine();
        Loop.run(LoopOptions.defaults().engine(() -> engine), TaskScope.run(scope -> {
            Task<Void> task = scope.spawn(stubborn());
            await(sleep(Duration.ofSeconds(1)));
            task.cancel();
            return done();
        }));

        assertThat(log).containsExactly("attempt 1 is cancelled", "attempt 2 is cancelled", "attempt 3 is cancelled");
        assertThat(engine.nanos()).isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Async
    Coroutine<String> find(String book, List<String> shelves) throws IOException {
        TaskScope search = TaskScope.open(ScopeOptions.defaults().named("search"));
        try (search) {
            for (String shelf : shelves) {
                search.spawn(shelf, look(book, shelf, search));
            }
        }
        CancelReason reason = search.cancelReason();
        return done(reason == null ? "nowhere" : reason.message());
    }

    @Async
    Coroutine<Void> look(String book, String shelf, TaskScope search) throws IOException {
        String titles = await(fetch(shelf));
        if (titles.contains(book)) {
            search.cancel("between " + titles);
        }
        return done();
    }

    @Test
    void aScopeIsTheTokenForItsCancellation() throws IOException {
        assertThat(run(find("Emma", List.of("Candide", "Dracula, Emma, Faust", "Hamlet, Emma"))))
                .isEqualTo("between Dracula, Emma, Faust");
        assertThat(run(find("Emma", List.of("Candide")))).isEqualTo("nowhere");
    }

    @Async
    Coroutine<String> patient(TaskScope scope) throws IOException {
        String first = await(fetch("first"));
        scope.reschedule(Duration.ofSeconds(5));
        Duration left = Task.current().timeLeft();
        return done(first + ", " + left + " left");
    }

    @Test
    void cancellation() throws DeadlineExceeded {
        run(giveUp());
        assertThat(log)
                .containsExactly(
                        "task `main`: not needed any more",
                        "cleaned up with PT4S left",
                        "task `work` was cancelled: not needed any more");
        assertThat(run(TaskScope.run(deadline(2, SECONDS), this::patient))).isEqualTo("first, PT5S left");
    }

    /** With a database on the other side. */
    final class Transaction implements AsyncCloseable {
        private boolean open = true;

        @Async
        Coroutine<Void> send(String statement) throws IOException {
            await(fetch(statement));
            log.add(statement);
            return done();
        }

        @Override
        public Coroutine<Void> closeAsync(CloseReason reason) {
            if (!open) {
                return done();
            }
            open = false;
            String end = reason == CloseReason.COMPLETED ? "commit" : "rollback";
            return TaskScope.run(ScopeOptions.shield(Duration.ofSeconds(5)), scope -> send(end));
        }
    }

    @Async
    Coroutine<Void> transfer(String giver, String taker) throws IOException {
        try (Transaction transaction = new Transaction()) {
            await(transaction.send(giver + " gives"));
            await(transaction.send(taker + " takes"));
        }
        return done();
    }

    @Test
    void aResourceIsToldHowItsBlockHasEnded() throws IOException {
        run(transfer("ann", "bob"));
        assertThat(log).containsExactly("ann gives", "bob takes", "commit");

        log.clear();
        assertThatThrownBy(() -> run(transfer("ann", "lost bob"))).hasMessage("lost bob takes");
        assertThat(log).containsExactly("ann gives", "rollback");
    }

    @Test
    void aResourceIsClosedInACancelledTask() throws IOException {
        run(TaskScope.run(scope -> {
            Task<Void> transfer = scope.spawn(transfer("ann", "bob"));
            await(sleep(Duration.ofMillis(150)));
            transfer.cancel();
            return done();
        }));

        assertThat(log).containsExactly("ann gives", "rollback");
    }

    @Async
    Coroutine<Void> combine() throws IOException, DeadlineExceeded {
        List<String> both = await(gather(fetch("a"), fetch("b")));
        List<Outcome<String>> ends = await(gatherOutcomes(fetch("a"), fetch("b")));
        String fastest = await(race(fetch("a"), fetch("b")));
        String any = await(firstSuccess(fetch("a"), fetch("b")));
        String inTime = await(timeout(Duration.ofSeconds(1), fetch("a")));
        String orNull = await(moveOnAfter(Duration.ofMillis(1), fetch("a")));
        Backoff backoff = Backoff.exponential(Duration.ofMillis(100), Duration.ofSeconds(10))
                .attempts(5);
        String atLast = await(retry(backoff, () -> fetch("a")));
        log.add(both + " " + ends.size() + " " + fastest + any + inTime + orNull + atLast);
        return done();
    }

    @Async
    Coroutine<Void> inOrderOfEnd(List<Task<String>> tasks) {
        Waited<String> some = await(waitFirst(tasks));
        log.add(some.ended().size() + " of " + tasks.size());
        try (AsyncStream<Task<String>> ended = asCompleted(tasks)) {
            while (await(ended.advance())) {
                log.add(ended.value().result());
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> waiting() throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            await(inOrderOfEnd(List.of(scope.spawn(fetch("a")), scope.spawn(fetch("b")))));
        }
        return done();
    }

    @Test
    void combinators() throws IOException, DeadlineExceeded {
        run(combine());
        run(waiting());
        assertThat(log).containsExactly("[a, b] 2 aaanulla", "2 of 2", "a", "b");
    }

    @Async
    Coroutine<String> copied(List<Task<String>> copies) {
        Waited<String> waited = await(waitFirstFailure(copies));
        for (Task<String> copy : waited.pending()) {
            copy.cancel("another one has failed");
        }
        return done(waited.ended().size() + " of " + copies.size());
    }

    @Async
    private static Coroutine<String> slowly(String what) throws IOException {
        await(sleep(Duration.ofSeconds(1)));
        return fetch(what);
    }

    @Async
    private Coroutine<String> copying(String first, String second) throws IOException {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.SUPERVISE))) {
            List<Task<String>> copies = List.of(scope.spawn(fetch(first)), scope.spawn(slowly(second)));
            String copied = await(copied(copies));
            return done(await(gatherOutcomes(copies)).size() + ", " + copied);
        }
    }

    @Test
    void theFirstFailureEndsTheWait() throws IOException {
        assertThat(run(copying("a", "b"))).isEqualTo("2, 2 of 2");
        assertThat(run(copying("lost", "b"))).isEqualTo("2, 1 of 2");
    }

    static final class Press {
        private Press() {}

        public static void main(String[] arguments) {
            int copies = Loop.run(print(3));
            System.out.println(copies + " copies");
        }

        @Async
        static Coroutine<Integer> print(int copies) {
            TaskScope root = Loop.current().rootScope();
            root.spawnDaemon("lamp", shine());
            root.spawn("ink", orderInk());
            await(sleep(Duration.ofMillis(10).multipliedBy(copies)));
            return done(copies);
        }

        @Async
        private static Coroutine<Void> shine() {
            try {
                while (true) {
                    await(sleep(Duration.ofMillis(10)));
                }
            } finally {
                System.out.println("the lamp is off");
            }
        }

        @Async
        private static Coroutine<Void> orderInk() {
            await(sleep(Duration.ofMillis(200)));
            System.out.println("the ink is ordered");
            return done();
        }
    }

    @Test
    void aProgramEndsInOrder() throws Exception {
        Path target = Path.of("target").toAbsolutePath();
        Process press = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        target.resolve("test-classes") + File.pathSeparator + target.resolve("classes"),
                        Press.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = press.inputReader()) {
            assertThat(output.lines()).containsExactly("the ink is ordered", "the lamp is off", "3 copies");
            assertThat(press.waitFor()).isZero();
        } finally {
            press.destroyForcibly();
        }
    }

    @Test
    void aLoopIsRunAgainAndAgain() throws IOException {
        LoopOptions options = LoopOptions.defaults().engine(ScriptedEngine::new).shutdownWithin(Duration.ofSeconds(10));
        try (Loop loop = Loop.open(options)) {
            loop.rootScope().spawnDaemon("refresh", refresh());
            String one = loop.runUntilComplete(fetch("one"));
            String two = loop.runUntilComplete(fetch("two"));
            log.add(one + two + loop.tasks());
        }
        assertThat(log).containsExactly("onetwo[task `refresh`]");
    }

    @Test
    void aLoopRunsCallbacksUntilItIsStopped() {
        ScriptedEngine engine = new ScriptedEngine();
        LoopOptions options = LoopOptions.defaults().engine(() -> engine);
        try (Loop loop = Loop.open(options)) {
            long opening = loop.nanos();
            loop.post(() -> log.add("open"));
            Loop.Timer lunch = loop.schedule(Duration.ofHours(4), () -> log.add("lunch"));
            loop.schedule(Duration.ofHours(3), lunch::cancel);
            loop.scheduleAt(opening + Duration.ofHours(8).toNanos(), loop::stop);
            loop.runForever();
            log.add("closed");
        }
        assertThat(log).containsExactly("open", "closed");
        assertThat(engine.nanos()).isEqualTo(Duration.ofHours(8).toNanos());
    }

    static final class Guest {
        private final ScheduledExecutorService window;
        private final Loop loop;
        private Future<?> next = CompletableFuture.completedFuture(null);

        Guest(ScheduledExecutorService window) {
            this.window = window;
            loop = Loop.open(LoopOptions.defaults().hosted(() -> window.execute(this::turn)));
            turn();
        }

        void turn() {
            next.cancel(false);
            Duration pause = loop.turn(Duration.ZERO);
            long nanos = Math.min(pause.toNanos(), TimeUnit.MILLISECONDS.toNanos(20));
            next = window.schedule(this::turn, nanos, TimeUnit.NANOSECONDS);
        }

        void close() {
            next.cancel(false);
            loop.close();
        }
    }

    @Test
    void aHostTurnsTheLoop() throws Exception {
        ScheduledExecutorService window = Executors.newSingleThreadScheduledExecutor();
        try {
            Guest guest = window.submit(() -> new Guest(window)).get();
            assertThat(guest.loop.submit(() -> fetch("page")).get()).isEqualTo("page");
            window.submit(guest::close).get();
        } finally {
            window.shutdownNow();
        }
    }
}
