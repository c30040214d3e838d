package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.annotation.Async;
import dev.heddle.channel.Broadcast;
import dev.heddle.channel.Channel;
import dev.heddle.channel.OneShot;
import dev.heddle.channel.Queue;
import dev.heddle.channel.Watch;
import dev.heddle.io.Pipe;
import dev.heddle.net.ServeOptions;
import dev.heddle.net.Server;
import dev.heddle.net.TcpListener;
import dev.heddle.net.TcpStream;
import dev.heddle.process.Signals;
import dev.heddle.sync.Barrier;
import dev.heddle.sync.CapacityLimiter;
import dev.heddle.sync.CountDownLatch;
import dev.heddle.sync.Event;
import dev.heddle.sync.Mutex;
import dev.heddle.sync.ReadWriteLock;
import dev.heddle.sync.Semaphore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every public method of what is confined to a loop is called from another thread. It has to be refused by name, or to be one
 * of those that may be called: what makes coroutines and cases, which find out where they are when they are awaited, and what
 * only looks.
 */
class ConfinementTest {
    private static final Set<Class<?>> AWAITED = Set.of(Coroutine.class, SelectCase.class, AsyncStream.class);

    /** Besides those that only look: what is meant for other threads, what sets up, and what is never called as it stands. */
    private static final Set<String> LOOKS = Set.of(
            "accepted",
            "arrived",
            "around",
            "awaitChain",
            "borrowed",
            "cancelReason",
            "capacity",
            "close",
            "confine",
            "count",
            "execute",
            "expired",
            "free",
            "holders",
            "isBroken",
            "isClosed",
            "isDaemon",
            "isDone",
            "isSet",
            "isShutDown",
            "loop",
            "maximum",
            "missed",
            "name",
            "named",
            "nanos",
            "newCondition",
            "observe",
            "owner",
            "parent",
            "parties",
            "readers",
            "result",
            "rootScope",
            "scope",
            "size",
            "state",
            "submit",
            "subscribers",
            "timeLeft",
            "toString",
            "unfinished",
            "value",
            "waiters",
            "waitsFor",
            "winner",
            "writer");

    private final Set<String> allowed = new TreeSet<>();

    @Test
    void whatChangesStateIsRefusedByNameOnOtherThreads() {
        new World().run(TaskScope.run(scope -> {
            Task<Void> task = scope.spawn("other", sleep(Duration.ofSeconds(1)));
            Mutex mutex = new Mutex();
            Channel<Object> channel = Channel.bounded(2);
            Broadcast<Object> broadcast = Broadcast.bounded(2);
            OneShot<Object> oneShot = new OneShot<>();
            Watch<Object> watch = new Watch<>("");
            Queue<Object> queue = Queue.bounded(2);
            Semaphore semaphore = new Semaphore(1);
            CapacityLimiter limiter = new CapacityLimiter(1);
            ReadWriteLock lock = new ReadWriteLock();
            Event event = new Event();
            CountDownLatch latch = new CountDownLatch(1);
            Barrier barrier = new Barrier(2);
            List<Object> objects = List.of(
                    Loop.current(),
                    task,
                    scope,
                    mutex,
                    mutex.newCondition(),
                    semaphore,
                    limiter,
                    lock,
                    event,
                    latch,
                    barrier,
                    channel,
                    channel.sender(),
                    channel.receiver(),
                    broadcast,
                    broadcast.subscribe(),
                    oneShot,
                    watch,
                    queue);
            for (Object each : List.of(mutex, semaphore, limiter)) {
                for (Method method : each.getClass().getMethods()) {
                    if (method.getName().equals("tryAcquire") && method.getParameterCount() == 0) {
                        ((AutoCloseable) method.invoke(each)).close();
                    }
                }
            }
            event.set();
            latch.countDown();
            barrier.reset();
            watch.set("x");
            queue.tryPut("x");
            oneShot.set("x");
            Thread stranger = new Thread(() -> objects.forEach(this::callAll), "stranger");
            stranger.start();
            stranger.join();
            await(task);
            return done();
        }));

        assertThat(allowed).isNotEmpty().isSubsetOf(LOOKS);
    }

    private void callAll(Object target) {
        for (Method method : target.getClass().getMethods()) {
            if (method.getDeclaringClass() == Object.class
                    || Modifier.isStatic(method.getModifiers())
                    || method.getName().contains("$")
                    || AWAITED.contains(method.getReturnType())
                    || isRefused(target, method)) {
                continue;
            }
            allowed.add(method.getName());
        }
    }

    private static boolean isRefused(Object target, Method method) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i]);
        }
        try {
            method.setAccessible(true);
            method.invoke(target, arguments);
            return false;
        } catch (InvocationTargetException thrown) {
            String refusal = String.valueOf(thrown.getCause());
            return refusal.startsWith(IllegalStateException.class.getName())
                    && refusal.contains("called on thread `stranger`");
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Object argument(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type == String.class) {
            return "x";
        }
        if (type == Runnable.class) {
            return (Runnable) () -> {};
        }
        if (type == UnaryOperator.class) {
            return UnaryOperator.identity();
        }
        if (type == Coroutine.class) {
            return done();
        }
        return null;
    }

    /** What another thread tries with a loop of its own, or without one. */
    private interface Attempt {
        void make() throws Exception;
    }

    private static void refusedElsewhere(Map<String, Attempt> attempts) throws InterruptedException {
        Map<String, Throwable> outcomes = new TreeMap<>();
        Thread stranger = new Thread(
                () -> attempts.forEach((name, attempt) -> outcomes.put(name, catchThrowable(attempt::make))),
                "stranger");
        stranger.start();
        stranger.join();
        assertThat(outcomes)
                .hasSameSizeAs(attempts)
                .allSatisfy((name, refusal) -> assertThat(refusal)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(" on thread `stranger`")
                        .hasMessageContaining("loop `test`"));
    }

    @Async
    private static AsyncStream<Integer> numbers() {
        for (int i = 0; ; i++) {
            emit(i);
        }
    }

    @Async
    private static Coroutine<Void> becomesReady(Startup<String> startup, List<Startup<String>> known) {
        known.add(startup);
        await(sleep(Duration.ofSeconds(1)));
        startup.ready("ready");
        return done();
    }

    @Async
    private static Coroutine<Void> asksOnce(AsyncStream<Integer> stream) {
        await(stream.advance());
        return done();
    }

    @Async
    private static Coroutine<Void> triesElsewhere() throws Exception {
        Loop loop = Loop.current();
        List<Startup<String>> startups = new ArrayList<>();
        Pipe pipe = new Pipe(16);
        try (TaskScope scope = TaskScope.open();
                AsyncStream<Integer> stream = numbers();
                TcpListener listener = TcpListener.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
                Signals signals = Signals.listen("USR2")) {
            Task<String> started = scope.spawn(scope.start("server", startup -> becomesReady(startup, startups)));
            await(stream.advance());
            await(pipe.output().write(ByteBuffer.allocate(1)));
            await(yieldNow());
            await(yieldNow());
            Server<TcpStream> server = listener.server(ServeOptions.defaults(), connection -> done());
            refusedElsewhere(Map.ofEntries(
                    Map.entry("ready", () -> startups.get(0).ready("early")),
                    Map.entry("advance", () -> Loop.run(asksOnce(stream))),
                    Map.entry("closeAsync of a stream", () -> Loop.run(stream.closeAsync(CloseReason.COMPLETED))),
                    Map.entry("close of a loop", loop::close),
                    Map.entry("close of signals", signals::close),
                    Map.entry("next signal", () -> Loop.run(signals.next())),
                    Map.entry("write", () -> Loop.run(pipe.output().write(ByteBuffer.allocate(1)))),
                    Map.entry("read", () -> Loop.run(pipe.input().read(ByteBuffer.allocate(1)))),
                    Map.entry("close of output", () -> Loop.run(pipe.output().closeAsync(CloseReason.COMPLETED))),
                    Map.entry("close of input", () -> Loop.run(pipe.input().closeAsync(CloseReason.COMPLETED))),
                    Map.entry("stopAccepting", server::stopAccepting),
                    Map.entry("cancelHandlers", server::cancelHandlers),
                    Map.entry("abortConnections", server::abortConnections)));
            await(stream.advance());
            assertThat(stream.value()).isEqualTo(1);
            assertThat(await(started)).isEqualTo("ready");
        }
        return done();
    }

    @Test
    void operationsOfStreamsPipesSignalsAndServersAreRefusedInOtherLoopsAndOnThreadsWithout() throws Exception {
        new World().run(triesElsewhere());
    }
}
