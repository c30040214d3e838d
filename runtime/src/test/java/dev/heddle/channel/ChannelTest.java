package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.timeout;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncStream;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.Allocation;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Channel<String> channel = Channel.<String>bounded(2).named("c");

    @Async
    private Coroutine<Void> sends(Channel<String> to, String... elements) {
        for (String element : elements) {
            try {
                await(to.send(element));
                world.log("sent " + element);
            } catch (ChannelClosed closed) {
                world.log(element + ": " + closed.getMessage());
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> receives(String name, Channel<String> from, int count) {
        for (int i = 0; i < count; i++) {
            try {
                world.log(name + " gets " + await(from.receive()));
            } catch (ChannelClosed closed) {
                world.log(name + ": " + closed.getMessage());
            }
        }
        return done();
    }

    @Test
    void whoSendsIntoAFullOneWaitsUntilAnElementIsReceived() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(sends(channel, "1", "2", "3"));
            await(sleep(SECOND));
            assertThat(channel.size()).isEqualTo(2);
            scope.spawn(receives("r", channel, 3));
            return done();
        }));

        assertThat(world.trace())
                .isEqualTo("0s  sent 1\n0s  sent 2\n1s  r gets 1\n1s  r gets 2\n1s  r gets 3\n1s  sent 3\n");
        assertThat(channel.accepted()).isEqualTo(3);
    }

    @Test
    void elementsGoToThoseWhoWaitInTheOrderInWhichTheyCame() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(receives("a", channel, 1));
            scope.spawn(receives("b", channel, 1));
            scope.spawn(receives("c", channel, 1));
            await(sleep(SECOND));
            assertThat(channel.waiters()).hasSize(3);
            scope.spawn(sends(channel, "1", "2", "3"));
            return done();
        }));

        assertThat(world.trace())
                .isEqualTo("1s  sent 1\n1s  sent 2\n1s  sent 3\n1s  a gets 1\n1s  b gets 2\n1s  c gets 3\n");
    }

    @Test
    void throughARendezvousNothingIsSentBeforeSomebodyReceives() {
        Channel<String> meeting = Channel.rendezvous();
        world.run(TaskScope.run(scope -> {
            scope.spawn(sends(meeting, "1", "2"));
            await(sleep(SECOND));
            assertThat(meeting.size()).isZero();
            assertThat(meeting.trySend("x")).isFalse();
            world.log("main gets " + await(meeting.receive()));
            await(sleep(SECOND));
            world.log("main gets " + meeting.tryReceive());
            assertThat(meeting.tryReceive()).isNull();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  main gets 1\n1s  sent 1\n2s  main gets 2\n2s  sent 2\n");
        assertThat(meeting.capacity()).isZero();
    }

    @Test
    void anUnboundedOneHoldsUpNobody() {
        Channel<Integer> endless = Channel.unbounded();
        world.run(TaskScope.run(scope -> {
            for (int i = 0; i < 10_000; i++) {
                assertThat(endless.trySend(i)).isTrue();
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(await(endless.receive())).isEqualTo(i);
            }
            return done();
        }));
    }

    @Test
    void aPriorityChannelGivesTheLeastFirstAndOfEqualOnesTheOldest() {
        Channel<String> urgent = Channel.priority(10, Comparator.comparing(String::length));
        world.run(TaskScope.run(scope -> {
            scope.spawn(sends(urgent, "three", "b", "two", "a"));
            await(yieldNow());
            scope.spawn(receives("r", urgent, 4));
            return done();
        }));

        assertThat(world.trace()).endsWith("r gets b\n0s  r gets a\n0s  r gets two\n0s  r gets three\n");
    }

    @Test
    void aLifoChannelGivesTheNewestFirst() {
        Channel<String> stack = Channel.lifo(2);
        world.run(TaskScope.run(scope -> {
            scope.spawn(sends(stack, "1", "2", "3"));
            await(yieldNow());
            scope.spawn(receives("r", stack, 3));
            return done();
        }));

        assertThat(world.trace())
                .isEqualTo("0s  sent 1\n0s  sent 2\n0s  r gets 2\n0s  r gets 3\n0s  r gets 1\n0s  sent 3\n");
    }

    @Test
    void aCancelledReceiveDropsNoElement() {
        world.run(TaskScope.run(scope -> {
            try {
                await(timeout(SECOND, channel.receive()));
            } catch (DeadlineExceeded late) {
                world.log("late");
            }
            await(channel.send("1"));
            world.log(await(channel.receive()));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  late\n1s  1\n");
    }

    @Test
    void aReceiveThatIsCancelledAfterItGotItsElementGivesIt() {
        world.run(TaskScope.run(scope -> {
            Task<Void> receiver = scope.spawn(receives("r", channel, 2));
            await(yieldNow());
            await(channel.send("1"));
            receiver.cancel();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  r gets 1\n");
    }

    @Test
    void aCancelledSendEnqueuesNothing() {
        world.run(TaskScope.run(scope -> {
            Task<Void> sender = scope.spawn(sends(channel, "1", "2", "3"));
            await(yieldNow());
            sender.cancel();
            scope.spawn(sends(channel, "4"));
            await(yieldNow());
            assertThat(channel.closeNow()).containsExactly("1", "2");
            return done();
        }));

        assertThat(world.trace()).endsWith("4: channel `c` is closed\n");
    }

    @Test
    void closingRefusesThoseWhoSendAndLetsTheRestBeReceived() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(sends(channel, "1", "2", "3"));
            await(yieldNow());
            channel.close();
            channel.close();
            assertThat(channel.isClosed()).isTrue();
            assertThatThrownBy(() -> channel.trySend("4")).isInstanceOf(ChannelClosed.class);
            await(receives("r", channel, 3));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        0s  sent 1
                        0s  sent 2
                        0s  r gets 1
                        0s  r gets 2
                        0s  r: channel `c` is closed
                        0s  3: channel `c` is closed
                        """);
    }

    @Test
    void closingWakesAllThatWaitToReceive() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(receives("a", channel, 1));
            scope.spawn(receives("b", channel, 1));
            Task<String> orNull = scope.spawn(channel.receiveOrNull());
            await(sleep(SECOND));
            channel.close();
            assertThat(await(orNull)).isNull();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  a: channel `c` is closed\n1s  b: channel `c` is closed\n");
    }

    @Test
    void closingNowWakesAllThatWaitToReceive() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(receives("a", channel, 1));
            Task<String> orNull = scope.spawn(channel.receiveOrNull());
            await(sleep(SECOND));
            assertThat(channel.waiters()).hasSize(2);
            assertThat(channel.closeNow()).isEmpty();
            assertThat(channel.waiters()).isEmpty();
            assertThat(await(orNull)).isNull();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  a: channel `c` is closed\n");
    }

    @Test
    void theReasonOfAClosingIsTheCauseOfWhatIsThrown() {
        IOException boom = new IOException("boom");
        world.run(TaskScope.run(scope -> {
            channel.close(boom);
            try {
                await(channel.receive());
            } catch (ChannelClosed closed) {
                world.log(closed.getCause());
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  java.io.IOException: boom\n");
    }

    @Test
    void asAStreamItEndsWithTheChannel() {
        List<String> elements = world.run(TaskScope.run(scope -> {
            scope.spawn(sends(channel, "1", "2", "3"));
            Loop.current().schedule(SECOND, channel::close);
            return channel.stream().toList();
        }));

        assertThat(elements).containsExactly("1", "2", "3");
    }

    @Test
    void aStreamThatIsClosedHasTakenNoMoreThanItGave() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(sends(channel, "1", "2"));
            try (AsyncStream<String> stream = channel.stream()) {
                assertThat(await(stream.advance())).isTrue();
                world.log(stream.value());
            }
            world.log(await(channel.receive()));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  sent 1\n0s  sent 2\n0s  1\n0s  2\n");
    }

    @Test
    void nullIsNoElement() {
        assertThatThrownBy(() -> channel.trySend(nothing())).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> world.run(channel.send(nothing()))).isInstanceOf(NullPointerException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    void aBufferForNothingIsRefused() {
        assertThatThrownBy(() -> Channel.bounded(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a capacity of 0: use rendezvous() for a channel without");
    }

    @Test
    void anotherLoopIsRefusedByName() {
        world.run(sends(channel, "1"));

        assertThatThrownBy(() -> new World().run(channel.receive()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("`receive` of channel `c` was called on thread `")
                .hasMessageContaining("belongs to loop `test`");
    }

    @Test
    void sendingAndReceivingWithoutWaitingAllocatesNothingButWhereItLetsOthersRun()
            throws ReflectiveOperationException {
        assertThat(world.run(bytesFor(5_000_000))).isLessThan(5_000_000);
    }

    @Async
    private Coroutine<Long> bytesFor(int rounds) throws ReflectiveOperationException {
        int length = await(rounds(200_000));
        long before = Allocation.bytes();
        length += await(rounds(rounds));
        long bytes = Allocation.bytes() - before;
        assertThat(length).isEqualTo(rounds + 200_000);
        return done(bytes);
    }

    @Async
    private Coroutine<Integer> rounds(int rounds) {
        int length = 0;
        for (int i = 0; i < rounds; i++) {
            await(channel.send("x"));
            length += await(channel.receive()).length();
        }
        return done(length);
    }
}
