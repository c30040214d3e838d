package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is restored goes on as what was saved, and what cannot be saved is named. */
class CheckpointTest {
    private static final ClassLoader LOADER = CheckpointTest.class.getClassLoader();
    private static final int DEPTH = 10_000;

    /** Not a part of any frame: methods that are static share it. */
    private static final List<String> LOG = new ArrayList<>();

    private static byte[] kept = new byte[0];

    private final World world = new World();

    CheckpointTest() {
        LOG.clear();
    }

    private static void keep(Checkpoint here) {
        if (!here.isRestored()) {
            kept = here.bytes();
        }
    }

    private static <T> T again(Class<T> result) throws Exception {
        return new World().run(Checkpoint.of(kept).restore(result, LOADER));
    }

    private record Order(String item, List<Integer> prices) implements Serializable {}

    @Async
    private static Coroutine<String> everyKind(boolean yes, byte b, short s, char c, int i, long l, float f, double d)
            throws IOException {
        String[] words = {"a", null};
        Order order = new Order("tea", new ArrayList<>(List.of(1, 2)));
        Object nothing = null;
        String all = "" + yes + b + s + c + await(number(i)) + l + f + d;
        return done(all + Arrays.toString(words) + order + nothing);
    }

    @Async
    private static Coroutine<Integer> number(int value) throws IOException {
        keep(await(Checkpoint.take()));
        await(sleep(Duration.ofSeconds(1)));
        return done(value);
    }

    @Test
    void variablesOfEveryKindAndOperandsAreAsTheyWere() throws Exception {
        String first = world.run(everyKind(true, (byte) -1, (short) 2, 'x', 4, 5L, 6.5f, 7.5));

        assertThat(first).isEqualTo("true-12x456.57.5[a, null]Order[item=tea, prices=[1, 2]]null");
        assertThat(again(String.class)).isEqualTo(first);
    }

    @Async
    private static Coroutine<Integer> loop(List<Integer> seen) throws IOException {
        for (int i = 0; i < 5; i++) {
            seen.add(i);
            Checkpoint here = await(Checkpoint.take());
            if (i == 2) {
                keep(here);
            }
        }
        return done(seen.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void whatIsRestoredOftenHasVariablesOfItsOwn() throws Exception {
        List<Integer> seen = new ArrayList<>();

        assertThat(world.run(loop(seen))).isEqualTo(10);
        assertThat(seen).hasSize(5);
        assertThat(again(Integer.class)).isEqualTo(10);
        assertThat(again(Integer.class)).isEqualTo(10);
        assertThat(seen).hasSize(5);
    }

    @Async
    private static Coroutine<Integer> twice(Checkpoint first) throws Exception {
        return done(await(first.restore(Integer.class, LOADER)) + 1);
    }

    @Async
    private static Coroutine<Integer> stops() throws IOException {
        for (String stop : new String[] {"first", "second"}) {
            Checkpoint here = await(Checkpoint.take());
            if (!LOG.contains(stop)) {
                keep(here);
            }
            LOG.add(stop);
        }
        return done(7);
    }

    @Test
    void whatWasRestoredIsSavedAgainWithWhatWaitsForItNow() throws Exception {
        LOG.add("second");
        world.run(stops());
        byte[] first = kept;
        LOG.clear();

        assertThat(new World().run(twice(Checkpoint.of(first)))).isEqualTo(8);
        assertThat(kept).isNotEqualTo(first);
        assertThat(again(Integer.class)).isEqualTo(8);
        assertThat(LOG).containsExactly("first", "second", "second");
    }

    @Test
    void nothingOfItCountsAsForgotten() throws Exception {
        world.run(outer());
        World debugged = new World();

        assertThat(Loop.run(debugged.options().debugging(), twice(Checkpoint.of(kept))))
                .isEqualTo(2);
        assertThat(debugged.reports).isEmpty();
    }

    @Async
    private static Coroutine<Integer> outer() throws IOException {
        List<Integer> prices = new ArrayList<>();
        await(inner(prices));
        return done(prices.size());
    }

    @Async
    private static Coroutine<Void> inner(List<Integer> prices) throws IOException {
        Checkpoint here = await(Checkpoint.take());
        keep(here);
        prices.add(here.isRestored() ? 2 : 1);
        LOG.add(prices + " " + here.isRestored());
        return done();
    }

    @Test
    void whatSeveralMethodsHoldIsOneObjectStill() throws Exception {
        assertThat(world.run(outer())).isEqualTo(1);
        assertThat(again(Integer.class)).isEqualTo(1);
        assertThat(LOG).containsExactly("[1] false", "[2] true");
    }

    private static final class Shop implements Serializable {
        private static final long serialVersionUID = 1;

        private int sold;

        @Async
        Coroutine<Integer> sell(int count) throws IOException {
            await(inner(new ArrayList<>()));
            sold += count;
            return done(sold);
        }

        @Async
        CompletionStage<Integer> sellTwice() throws IOException {
            int first = await(sell(1));
            return CompletableFuture.completedFuture(first + await(sell(1)));
        }
    }

    @Test
    void theObjectOfTheMethodIsWritten() throws Exception {
        assertThat(world.run(new Shop().sell(3))).isEqualTo(3);
        assertThat(again(Integer.class)).isEqualTo(3);
    }

    @Async
    private static Coroutine<Integer> sellTwice() throws IOException {
        return done(await(new Shop().sellTwice()));
    }

    @Test
    void aMethodThatReturnsAFutureIsATaskOfItsOwn() throws Exception {
        assertThat(world.run(sellTwice())).isEqualTo(3);
        assertThat(again(Integer.class)).isEqualTo(3);
    }

    @Async
    private static Coroutine<Integer> depth(int below) throws IOException {
        if (below == 0) {
            keep(await(Checkpoint.take()));
            return done(0);
        }
        return done(1 + await(depth(below - 1)));
    }

    @Test
    void howManyMethodsWaitMakesNoDifference() throws Exception {
        Coroutine<Integer> program = depth(DEPTH);
        Thread thread = new Thread(null, () -> world.run(program), "deep", 64L << 20);
        thread.start();
        thread.join();

        assertThat(again(Integer.class)).isEqualTo(DEPTH);
    }

    @Async
    private static Coroutine<Void> failing() throws IOException {
        try {
            await(inner(new ArrayList<>()));
            throw new IOException("boom");
        } finally {
            await(yieldNow());
            LOG.add("finally");
        }
    }

    @Test
    void aFailureGoesThroughWhatWasRestored() throws Exception {
        assertThatThrownBy(() -> world.run(failing())).hasMessage("boom");
        Throwable failure = catchThrowable(() -> again(Void.class));

        assertThat(failure).isInstanceOf(IOException.class).hasMessage("boom");
        assertThat(Arrays.stream(failure.getStackTrace()).map(StackTraceElement::getMethodName))
                .contains("failing");
        assertThat(LOG).containsExactly("[1] false", "finally", "[2] true", "finally");
    }

    @Async
    private static Coroutine<Void> cancelling(Checkpoint checkpoint) throws Exception {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().policy(ScopePolicy.SUPERVISE))) {
            Task<Void> late = scope.spawn(checkpoint.restore(Void.class, LOADER));
            await(yieldNow());
            await(yieldNow());
            late.cancel("enough");
            Task<Void> never = scope.spawn(checkpoint.restore(Void.class, LOADER));
            never.cancel("not at all");
        }
        return done();
    }

    @Async
    private static Coroutine<Void> sleeping() throws IOException {
        try {
            keep(await(Checkpoint.take()));
            LOG.add("sleeps");
            await(sleep(Duration.ofHours(1)));
        } finally {
            LOG.add("finally");
        }
        return done();
    }

    @Test
    void whatWasRestoredIsCancelledLikeEveryTask() throws Exception {
        world.run(sleeping());
        LOG.clear();

        new World().run(cancelling(Checkpoint.of(kept)));

        assertThat(LOG).containsExactly("sleeps", "finally");
    }

    @Async
    private static Coroutine<Void> withStream() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        await(Checkpoint.take());
        LOG.add(page.toString());
        return done();
    }

    @Test
    void aVariableThatCannotBeWrittenIsNamed() {
        assertThatThrownBy(() -> world.run(withStream()))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageMatching(
                        "variable `page` at dev.heddle.CheckpointTest.withStream\\(CheckpointTest.java:\\d+\\)"
                                + " cannot be saved: not serializable is java.io.ByteArrayOutputStream");
    }

    @Async
    private static Coroutine<Integer> withoutSerializableObject(CheckpointTest test) throws IOException {
        return done(await(test.instanceMethod()));
    }

    private int instances;

    @Async
    Coroutine<Integer> instanceMethod() throws IOException {
        await(Checkpoint.take());
        return done(++instances);
    }

    @Test
    void soIsTheObjectOfAMethod() {
        assertThatThrownBy(() -> world.run(withoutSerializableObject(this)))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("`this` at dev.heddle.CheckpointTest.instanceMethod(")
                .hasMessageEndingWith("not serializable is dev.heddle.CheckpointTest");
    }

    @Async
    private static Coroutine<Void> inTimeout() throws Exception {
        await(timeout(Duration.ofSeconds(1), inner(new ArrayList<>())));
        return done();
    }

    @Async
    private static AsyncStream<Integer> numbers() throws IOException {
        await(inner(new ArrayList<>()));
        emit(1);
        return end();
    }

    @Test
    void onlyAsyncMethodsMayWait() {
        assertThatThrownBy(() -> new World().run(inTimeout()))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageEndingWith("not serializable is dev.heddle.TaskScope");
        assertThatThrownBy(() -> new World().run(numbers().toList()))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageEndingWith("which waits for this checkpoint, is no async method");
        assertThatThrownBy(() -> new World().run(Checkpoint.take()))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("no async method waits for this checkpoint");
    }

    @Test
    void aFilterSaysWhatMayBeRead() throws Exception {
        world.run(everyKind(true, (byte) -1, (short) 2, 'x', 4, 5L, 6.5f, 7.5));

        ObjectInputFilter noOrders = ObjectInputFilter.Config.createFilter("!" + Order.class.getName());
        assertThatThrownBy(() -> Checkpoint.of(kept).restore(String.class, LOADER, noOrders))
                .isInstanceOf(InvalidClassException.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void otherBytesAreRefused() {
        assertThatThrownBy(() -> Checkpoint.of(new byte[0]).restore(String.class, LOADER))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Checkpoint.of(new byte[100]).restore(String.class, LOADER))
                .isInstanceOf(StreamCorruptedException.class);
    }

    @Test
    void damagedBytesNeverGiveAnotherException() throws Exception {
        world.run(everyKind(true, (byte) -1, (short) 2, 'x', 4, 5L, 6.5f, 7.5));
        byte[] whole = kept;
        ObjectInputFilter small = ObjectInputFilter.Config.createFilter("maxarray=10000");

        for (int at = 0; at < whole.length; at++) {
            for (int flipped : new int[] {1, 0x80, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) flipped;
                Throwable thrown = catchThrowable(() -> Checkpoint.of(damaged).restore(String.class, LOADER, small));
                assertThat(thrown == null || thrown instanceof IOException || thrown instanceof ClassNotFoundException)
                        .as("byte %d ^ %d: %s", at, flipped, thrown)
                        .isTrue();
            }
        }
    }

    @Test
    void theResultHasToBeOfTheType() throws Exception {
        world.run(loop(new ArrayList<>()));

        assertThatThrownBy(() -> again(String.class)).isInstanceOf(ClassCastException.class);
    }

    @Test
    void itTellsWhatItIs() {
        assertThat(Checkpoint.of(new byte[3])).hasToString("checkpoint of 3 bytes");
        assertThat(Checkpoint.take()).hasToString("checkpoint");
        assertThat(Checkpoint.of(new byte[3]).bytes()).hasSize(3);
    }
}
