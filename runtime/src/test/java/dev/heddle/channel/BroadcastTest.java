package dev.heddle.channel;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final Broadcast<String> news = Broadcast.<String>bounded(2).named("n");

    @Async
    private Coroutine<Void> reads(String name, Subscription<String> subscription, Duration pause) {
        try (subscription) {
            for (String next = await(subscription.receiveOrNull());
                    next != null;
                    next = await(subscription.receiveOrNull())) {
                world.log(name + " " + next);
                await(sleep(pause));
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> sends(String... elements) {
        try {
            for (String element : elements) {
                await(news.send(element));
                world.log("sent " + element);
            }
        } catch (ChannelClosed closed) {
            world.log(closed.getMessage());
        }
        return done();
    }

    @Test
    void eachSubscriberGetsWhatIsSentAfterItSubscribed() {
        world.run(TaskScope.run(scope -> {
            await(sends("to nobody"));
            scope.spawn(reads("a", news.subscribe(), Duration.ZERO));
            await(sends("1"));
            scope.spawn(reads("b", news.subscribe(), Duration.ZERO));
            await(sends("2"));
            assertThat(news.subscribers()).isEqualTo(2);
            news.close();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  sent to nobody\n0s  sent 1\n0s  sent 2\n0s  a 1\n0s  b 2\n0s  a 2\n");
    }

    @Test
    void whoSendsWaitsForTheSlowest() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(reads("quick", news.subscribe(), Duration.ZERO));
            scope.spawn(reads("slow", news.subscribe(), SECOND));
            await(sends("1", "2", "3", "4", "5"));
            news.close();
            return done();
        }));

        assertThat(world.trace())
                .containsSubsequence("0s  sent 1", "0s  sent 2", "sent 3", "1s  slow 2", "1s  sent 4", "2s  sent 5");
        assertThat(world.trace()).containsSubsequence("slow 1", "slow 2", "slow 3", "slow 4", "slow 5");
        assertThat(world.trace()).containsSubsequence("quick 1", "quick 2", "quick 3", "quick 4", "quick 5");
    }

    @Test
    void whenTheSlowestUnsubscribesThoseWhoSendGoOn() {
        world.run(TaskScope.run(scope -> {
            Subscription<String> slow = news.subscribe();
            Task<Void> sender = scope.spawn("sender", sends("1", "2", "3"));
            await(sleep(SECOND));
            assertThat(news.waiters()).extracting(Task::name).containsExactly("sender");
            assertThat(news.trySend("x")).isFalse();
            slow.close();
            await(sender);
            assertThat(slow.tryReceive()).isNull();
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  sent 1\n0s  sent 2\n1s  sent 3\n");
    }

    @Test
    void aCancelledSendReachesNobody() {
        world.run(TaskScope.run(scope -> {
            Subscription<String> a = news.subscribe();
            Subscription<String> b = news.subscribe();
            await(sends("1", "2"));
            Task<Void> sender = scope.spawn(sends("3"));
            await(yieldNow());
            assertThat(a.tryReceive()).isEqualTo("1");
            sender.cancel();
            assertThat(b.tryReceive()).isEqualTo("1");
            assertThat(a.size()).isOne();
            assertThat(b.size()).isOne();
            return done();
        }));
    }

    @Test
    void ofALossyOneTheSlowMissTheOldest() {
        Broadcast<Integer> lossy = Broadcast.lossy(2);
        world.run(TaskScope.run(scope -> {
            Subscription<Integer> slow = lossy.subscribe();
            for (int i = 1; i <= 5; i++) {
                await(lossy.send(i));
            }
            assertThat(slow.missed()).isEqualTo(3);
            assertThat(await(slow.receive())).isEqualTo(4);
            assertThat(await(slow.receive())).isEqualTo(5);
            assertThat(slow.tryReceive()).isNull();
            return done();
        }));
        assertThat(lossy.capacity()).isEqualTo(2);
    }

    @Test
    void closingRefusesThoseWhoSendAndLetsTheRestBeReceived() {
        world.run(TaskScope.run(scope -> {
            Subscription<String> slow = news.subscribe();
            scope.spawn(sends("1", "2", "3"));
            await(yieldNow());
            news.close();
            assertThat(await(slow.stream().toList())).containsExactly("1", "2");
            assertThat(news.subscribe().isClosed()).isTrue();
            assertThatThrownBy(() -> news.trySend("x")).isInstanceOf(ChannelClosed.class);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("0s  sent 1\n0s  sent 2\n0s  broadcast `n` is closed\n");
        assertThat(news.isClosed()).isTrue();
    }
}
