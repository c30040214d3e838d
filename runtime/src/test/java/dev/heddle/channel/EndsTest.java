package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.select;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import org.junit.jupiter.api.Test;

/** Senders and receivers of a channel, which is closed when the last of them is. */
class EndsTest {
    private final World world = new World();
    private final Channel<String> channel = Channel.<String>bounded(1).named("c");

    @Async
    private Coroutine<Void> producer(Sender<String> out, String element) {
        try (out) {
            await(out.send(element));
        } catch (ChannelClosed closed) {
            world.log(element + ": " + closed.getMessage());
        }
        return done();
    }

    @Async
    private Coroutine<Void> consumer(Receiver<String> in) {
        try (in) {
            await(in.stream().forEach(world::log));
            world.log("end");
        } catch (ChannelClosed closed) {
            world.log(closed.getMessage());
        }
        return done();
    }

    @Test
    void theChannelIsClosedWhenTheLastSenderIs() {
        world.run(TaskScope.run(scope -> {
            Sender<String> first = channel.sender();
            scope.spawn(producer(first.another(), "a"));
            scope.spawn(producer(first.another(), "b"));
            scope.spawn(consumer(channel.receiver()));
            first.close();
            first.close();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a\n0s  b\n0s  end\n");
        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    void whenTheLastReceiverIsClosedThoseWhoSendAreRefused() {
        world.run(TaskScope.run(scope -> {
            Receiver<String> receiver = channel.receiver();
            Receiver<String> another = receiver.another();
            scope.spawn(producer(channel.sender(), "a"));
            scope.spawn(producer(channel.sender(), "b"));
            await(yieldNow());
            receiver.close();
            assertThat(channel.isClosed()).isFalse();
            another.close();
            assertThat(channel.size()).isZero();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  b: channel `c` is closed\n");
    }

    @Test
    void closingAnEndRefusesThoseWhoWaitThroughItAndNobodyElse() {
        world.run(TaskScope.run(scope -> {
            Sender<String> a = channel.sender();
            Sender<String> b = channel.sender();
            await(channel.send("full"));
            scope.spawn(producer(a, "a"));
            scope.spawn(producer(b, "b"));
            await(yieldNow());
            a.close();
            assertThat(await(channel.receive())).isEqualTo("full");
            assertThat(await(channel.receive())).isEqualTo("b");
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a: a sender of channel `c` is closed\n");
    }

    @Test
    void aReceiverThatIsClosedRefusesThoseWhoWaitThroughIt() {
        world.run(TaskScope.run(scope -> {
            Receiver<String> receiver = channel.receiver();
            Receiver<String> another = receiver.another();
            scope.spawn(consumer(receiver));
            Task<String> other = scope.spawn(another.receive());
            await(yieldNow());
            receiver.close();
            await(channel.send("x"));
            assertThat(await(other)).isEqualTo("x");
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a receiver of channel `c` is closed\n");
    }

    @Async
    private Coroutine<Void> selects(Receiver<String> receiver) {
        try {
            await(select(receiver.onReceive(x -> done("first")), receiver.onReceive(x -> done("second"))));
        } catch (ChannelClosed closed) {
            world.log(closed.getMessage());
        }
        return done();
    }

    @Test
    void aSelectThatWaitsTwiceThroughAnEndIsRefusedOnce() {
        world.run(TaskScope.run(scope -> {
            Receiver<String> receiver = channel.receiver();
            scope.spawn(selects(receiver));
            await(yieldNow());
            receiver.close();
            assertThat(channel.waiters()).isEmpty();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  a receiver of channel `c` is closed\n");
    }

    @Test
    void aSelectThroughAnEndGetsNullWhenTheChannelEnds() {
        String chosen = world.run(TaskScope.run(scope -> {
            Receiver<String> receiver = channel.receiver();
            Task<String> selecting = scope.spawn(select(receiver.onReceiveOrNull(end -> done("end: " + end))));
            await(yieldNow());
            channel.close();
            return done(await(selecting));
        }));

        assertThat(chosen).isEqualTo("end: null");
    }

    @Test
    void anEndThatIsClosedDoesNothingMore() {
        world.run(TaskScope.run(scope -> {
            Sender<String> sender = channel.sender();
            Receiver<String> receiver = channel.receiver();
            sender.close();
            receiver.close();
            assertThat(sender.isClosed()).isTrue();
            assertThat(receiver.isClosed()).isTrue();
            assertThatThrownBy(() -> sender.trySend("x")).isInstanceOf(ChannelClosed.class);
            assertThatThrownBy(receiver::tryReceive).isInstanceOf(ChannelClosed.class);
            assertThatThrownBy(sender::another).isInstanceOf(ChannelClosed.class);
            assertThatThrownBy(receiver::another).isInstanceOf(ChannelClosed.class);
            return done();
        }));
    }
}
