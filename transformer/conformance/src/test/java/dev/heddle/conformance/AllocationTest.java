package dev.heddle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.heddle.Coroutine;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.Resumable;
import dev.heddle.coroutine.Suspension;
import dev.heddle.coroutine.Trampoline;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What woven code allocates, and what it keeps reachable. */
final class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The frame of the measured method itself, its boxes, and what the measurement costs; nothing that grows. */
    private static final long CONSTANT_BYTES = 64 * 1024;

    private static final long HEAP_NOISE_BYTES = 8 << 20;

    private final ClassLoader programs =
            Program.woven(Sources.in("programs").classFiles()).define();

    @ParameterizedTest
    @ValueSource(strings = {"neverSuspends", "neverSuspendsKeepingResults"})
    void aFusedCallChainThatNeverSuspendsAllocatesNothing(String name) throws Throwable {
        int turns = 5_000_000;
        Method chain = method("Chains", name, int.class);
        Object warm = ((Frame<?>) chain.invoke(null, turns)).start();
        assertThat(warm).isEqualTo(turns);

        long before = allocated();
        Object result = ((Frame<?>) chain.invoke(null, turns)).start();
        long bytes = allocated() - before;

        assertThat(result).isEqualTo(turns);
        assertThat(bytes).isLessThan(CONSTANT_BYTES);
    }

    @Test
    void aLoopOfSuspendingAwaitsAllocatesNothing() throws Throwable {
        int turns = 2_000_000;
        Suspended warm = suspended("suspendsInItself", turns);
        warm.resume(turns);
        Suspended loop = suspended("suspendsInItself", turns);

        long before = allocated();
        loop.resume(turns);
        long bytes = allocated() - before;

        assertThat(loop.finish.value).isEqualTo(turns);
        assertThat(bytes).isLessThan(CONSTANT_BYTES);
    }

    @Test
    void tenMillionSuspendingAwaitsLeaveTheHeapFlat() throws Throwable {
        int awaits = 10_000_000;
        Suspended loop = suspended("alwaysSuspends", awaits / 2);
        loop.resume(awaits / 100);
        long before = usedHeap();
        loop.resume(awaits - awaits / 100 - 1);
        long after = usedHeap();

        assertThat(loop.finish.reached).isFalse();
        assertThat(after - before).isLessThan(HEAP_NOISE_BYTES);
        loop.resume(1);
        assertThat(loop.finish.value).isEqualTo(awaits + awaits / 4);
    }

    /** Outside of a loop, in a method that returns a future. */
    @Test
    void tenMillionAwaitsOfPendingFuturesLeaveTheHeapFlat() throws Throwable {
        int awaits = 10_000_000;
        PendingFutures futures = new PendingFutures();
        CompletableFuture<?> result = (CompletableFuture<?>)
                method("Chains", "awaitsFutures", Supplier.class, int.class).invoke(null, futures, awaits / 2);
        futures.complete(awaits / 100);
        long before = usedHeap();
        futures.complete(awaits - awaits / 100 - 1);
        long after = usedHeap();

        assertThat(result).isNotDone();
        assertThat(after - before).isLessThan(HEAP_NOISE_BYTES);
        futures.complete(1);
        assertThat(result.join()).isEqualTo(awaits + awaits / 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000})
    void whoHandsOverHasNoFrameInTheChain(int depth) throws Throwable {
        ReusedLeaf leaf = new ReusedLeaf();
        Finish finish = start("awaitsWhoHandsOver", leaf, depth);

        assertThat(waitingFor(leaf)).containsExactly("suspendsInItself", "awaitsWhoHandsOver");
        Trampoline.run(leaf, null, null);
        assertThat(finish.value).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000})
    void whoHandsOverAfterItWasResumedIsGoneFromTheChain(int depth) throws Throwable {
        ReusedLeaf leaf = new ReusedLeaf();
        Finish finish = start("awaitsWhoHandsOverWhenResumed", leaf, depth);

        for (int handedOver = 0; handedOver <= depth; handedOver++) {
            assertThat(waitingFor(leaf)).containsExactly("handsOverWhenResumed", "awaitsWhoHandsOverWhenResumed");
            Trampoline.run(leaf, null, null);
        }
        assertThat(waitingFor(leaf)).containsExactly("suspendsInItself", "awaitsWhoHandsOverWhenResumed");
        Trampoline.run(leaf, null, null);
        assertThat(finish.value).isEqualTo(2);
    }

    /** The methods whose frames wait for a suspended one, from the inside out. */
    private static List<String> waitingFor(Frame<?> suspended) {
        return Suspension.positions(suspended.caller).stream()
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    @Test
    void aFrameIsReusedForEverySuspension() throws Throwable {
        int turns = 100_000;
        ReusedLeaf leaf = new ReusedLeaf();
        Frame<?> frame = (Frame<?>)
                method("Chains", "alwaysSuspends", Coroutine.class, int.class).invoke(null, leaf, turns);
        Finish finish = new Finish();
        ((Frame<?>) frame.start()).caller = finish;

        while (!finish.reached) {
            Resumable caller = leaf.caller;
            while (caller instanceof Frame<?> callee && callee != frame) {
                caller = callee.caller;
            }
            assertThat(caller).isSameAs(frame);
            Trampoline.run(leaf, null, null);
        }
    }

    @Test
    void aSuspendedCallTakesOneSmallFrame() throws Throwable {
        long one = bytesSuspendedIn(1);
        long eleven = bytesSuspendedIn(11);

        assertThat(one).isPositive().isLessThanOrEqualTo(80);
        assertThat((eleven - one) / 10).isPositive().isLessThanOrEqualTo(32);
    }

    /** What is allocated for a call chain of that depth by the time it is suspended; its leaf is there already. */
    private long bytesSuspendedIn(int depth) throws Throwable {
        int times = 20_000;
        MethodHandle nested = MethodHandles.lookup()
                .unreflect(method("Chains", "nested", Coroutine.class, int.class))
                .asType(MethodType.methodType(Coroutine.class, Coroutine.class, int.class));
        ReusedLeaf leaf = new ReusedLeaf();
        long least = Long.MAX_VALUE;
        Frame<?> suspended = null;
        for (int round = 0; round < 5; round++) {
            long before = allocated();
            for (int i = 0; i < times; i++) {
                leaf.state = 0;
                Coroutine<?> chain = (Coroutine<?>) nested.invokeExact((Coroutine<?>) leaf, depth);
                suspended = (Frame<?>) ((Frame<?>) chain).start();
            }
            least = Math.min(least, allocated() - before);
        }
        assertThat(suspended).isNotNull();
        return Math.round((double) least / times);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deadLocal",
                "deadAtTheSecondAwait",
                "deadArgument",
                "deadInTheCaller",
                "deadOperand",
                "deadInHandler",
                "overwritten"
            })
    void aDeadLocalIsCollectedWhileSuspended(String name) throws Throwable {
        Class<?> owner = programs.loadClass("programs.Retention");
        Method entry = Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
        entry.setAccessible(true);
        Queue<ReusedLeaf> leaves = new ArrayDeque<>();
        Object[] arguments = new Object[entry.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = new ReusedLeaf();
            leaves.add((ReusedLeaf) arguments[i]);
        }
        Frame<?> frame = (Frame<?>) entry.invoke(null, arguments);
        Finish finish = new Finish();
        ((Frame<?>) frame.start()).caller = finish;
        while (leaves.size() > 1) {
            Trampoline.run(leaves.remove(), null, null);
        }

        Field large = owner.getDeclaredField("large");
        large.setAccessible(true);
        assertThat(isCollected((WeakReference<?>) large.get(null))).isTrue();
        assertThat(finish.reached).isFalse();
        Trampoline.run(leaves.remove(), null, null);
        assertThat(finish.reached).isTrue();
    }

    private static boolean isCollected(WeakReference<?> reference) {
        for (int attempt = 0; attempt < 20 && reference.get() != null; attempt++) {
            System.gc();
        }
        return reference.get() == null;
    }

    private Suspended suspended(String name, int turns) throws Throwable {
        ReusedLeaf leaf = new ReusedLeaf();
        return new Suspended(leaf, start(name, leaf, turns));
    }

    private Finish start(String name, ReusedLeaf leaf, int number) throws Throwable {
        Frame<?> frame =
                (Frame<?>) method("Chains", name, Coroutine.class, int.class).invoke(null, leaf, number);
        Finish finish = new Finish();
        ((Frame<?>) frame.start()).caller = finish;
        return finish;
    }

    /** A coroutine that is suspended in its leaf. */
    private record Suspended(ReusedLeaf leaf, Finish finish) {
        void resume(int times) throws Throwable {
            for (int i = 0; i < times; i++) {
                Trampoline.run(leaf, null, null);
            }
        }
    }

    private static long usedHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private Method method(String owner, String name, Class<?>... parameters) throws ReflectiveOperationException {
        Method method = programs.loadClass("programs." + owner).getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Suspends always, and may be awaited again after it was resumed; yields 1. */
    private static final class ReusedLeaf extends Frame<Integer> {
        private static final Integer ONE = 1;

        @Override
        protected Object resume(Object value, Throwable failure) {
            if (state == STARTED) {
                state = 1;
                return this;
            }
            state = 0;
            return ONE;
        }
    }

    /** Makes futures, and completes the newest, which is awaited. */
    private static final class PendingFutures implements Supplier<CompletableFuture<Integer>> {
        private CompletableFuture<Integer> newest = new CompletableFuture<>();

        @Override
        public CompletableFuture<Integer> get() {
            newest = new CompletableFuture<>();
            return newest;
        }

        void complete(int times) {
            for (int i = 0; i < times; i++) {
                newest.complete(ReusedLeaf.ONE);
            }
        }
    }

    /** What the outermost frame resumes at its end. */
    private static final class Finish extends Resumable {
        private boolean reached;
        private Object value;

        @Override
        protected Object resume(Object result, Throwable failure) throws Throwable {
            if (failure != null) {
                throw failure;
            }
            reached = true;
            value = result;
            return null;
        }
    }
}
