package dev.heddle.samples.redis.command;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.annotation.Async;
import dev.heddle.samples.redis.Resp;
import dev.heddle.samples.redis.protocol.ProtocolLimits;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.samples.redis.protocol.RequestParser;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands without a network, on virtual time: the clock of the machine is that of the loop. */
final class MachineTest {
    private static final String WRONG_TYPE = "-WRONGTYPE Operation against a key holding the wrong kind of value";

    /** What is tested, with a client. */
    private interface Program {
        Coroutine<Void> run(Client client) throws Exception;
    }

    /** What is tested and does not wait. */
    private interface Steps {
        void run(Client client) throws Exception;
    }

    /** Somebody who types requests. */
    private static final class Client {
        private final Machine machine;
        private final Session session;
        private final Replies replies = new Replies();
        private final RequestParser parser = new RequestParser(ProtocolLimits.defaults());
        private final List<Object> messages = new ArrayList<>();

        Client(Machine machine) {
            this.machine = machine;
            session = machine.join("tester", (encoded, length) -> {
                try {
                    messages.addAll(Resp.readAll(Arrays.copyOf(encoded, length)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }

        Object call(String line) throws IOException {
            replies.clear();
            parser.space().put((line + "\n").getBytes(ISO_8859_1));
            parser.filled();
            assertThat(parser.next()).isTrue();
            session.execute(parser.request(), replies);
            return replies.isEmpty()
                    ? "(waits)"
                    : Resp.readAll(replies.toByteArray()).get(0);
        }

        /** Carries out requests that come together, again and again. */
        void carryOut(byte[] pipeline, int rounds) throws IOException {
            for (int i = 0; i < rounds; i++) {
                replies.clear();
                parser.space().put(pipeline);
                parser.filled();
                while (parser.next()) {
                    session.execute(parser.request(), replies);
                }
            }
        }

        Client another() {
            return new Client(machine);
        }
    }

    private static void run(Program program) throws Exception {
        Loop.run(LoopOptions.defaults().engine(ScriptedEngine::new), start(program));
    }

    private static void steps(Steps steps) throws Exception {
        run(client -> {
            steps.run(client);
            return done();
        });
    }

    @Async
    private static Coroutine<Void> start(Program program) throws Exception {
        Loop loop = Loop.current();
        Machine machine = new Machine(Settings.defaults(), () -> loop.nanos() / 1_000_000);
        await(program.run(new Client(machine)));
        return done();
    }

    @Test
    void aKeyGoesWhenItsTimeIsOverWhetherSomebodyLooksOrNot() throws Exception {
        run(client -> {
            client.call("set a 1 px 1500");
            client.call("set b 1 ex 3");
            await(sleep(Duration.ofMillis(1499)));
            assertThat(client.call("pttl a")).isEqualTo(1L);
            assertThat(client.call("dbsize")).isEqualTo(2L);
            await(sleep(Duration.ofMillis(1)));
            assertThat(client.call("dbsize")).isEqualTo(1L);
            assertThat(client.call("get a")).isNull();
            await(sleep(Duration.ofSeconds(2)));
            assertThat(client.call("dbsize")).isEqualTo(0L);
            return done();
        });
    }

    @Test
    void aNewTimeTakesThePlaceOfTheOldOne() throws Exception {
        run(client -> {
            client.call("set a 1 ex 1");
            client.call("expire a 10");
            await(sleep(Duration.ofSeconds(5)));
            assertThat(client.call("ttl a")).isEqualTo(5L);
            assertThat(client.call("persist a")).isEqualTo(1L);
            client.call("set b 1 ex 1");
            client.call("set b 2");
            await(sleep(Duration.ofSeconds(10)));
            assertThat(client.call("ttl a")).isEqualTo(-1L);
            assertThat(client.call("ttl b")).isEqualTo(-1L);
            assertThat(client.call("expire a -1")).isEqualTo(1L);
            assertThat(client.call("ttl a")).isEqualTo(-2L);
            return done();
        });
    }

    @Test
    void aRenamedKeyTakesItsTimeWithIt() throws Exception {
        run(client -> {
            client.call("set a 1 ex 5");
            client.call("set b 1 ex 1");
            client.call("rename a b");
            await(sleep(Duration.ofSeconds(2)));
            assertThat(client.call("ttl b")).isEqualTo(3L);
            await(sleep(Duration.ofSeconds(3)));
            assertThat(client.call("exists b")).isEqualTo(0L);
            return done();
        });
    }

    @Test
    void aHundredThousandTimesToLiveAreKeptByTimersOnly() throws Exception {
        run(client -> {
            for (int i = 0; i < 100_000; i++) {
                client.call("set k" + i + " v px " + (i + 1));
            }
            await(sleep(Duration.ofMillis(40_000)));
            assertThat((Long) client.call("dbsize")).isEqualTo(60_000L);
            assertThat(client.call("exists k40000")).isEqualTo(1L);
            client.call("flushall");
            assertThat(Loop.current().metrics().timers()).isZero();
            return done();
        });
    }

    @Test
    void aTransactionIsCarriedOutAsAWhole() throws Exception {
        steps(client -> {
            assertThat(client.call("exec")).isEqualTo("-ERR EXEC without MULTI");
            client.call("multi");
            assertThat(client.call("multi")).isEqualTo("-ERR MULTI calls can not be nested");
            assertThat(client.call("incr a")).isEqualTo("+QUEUED");
            assertThat(client.call("lpush a 1")).isEqualTo("+QUEUED");
            assertThat(client.another().call("get a")).isNull();
            assertThat(client.call("exec")).isEqualTo(Arrays.asList(1L, WRONG_TYPE));
        });
    }

    @Test
    void aTransactionWithARequestThatIsNoneIsDropped() throws Exception {
        steps(client -> {
            client.call("multi");
            client.call("incr a");
            assertThat(client.call("nonsense")).asString().startsWith("-ERR unknown command 'nonsense'");
            assertThat(client.call("exec")).isEqualTo("-EXECABORT Transaction discarded because of previous errors.");
            assertThat(client.call("get a")).isNull();
        });
    }

    @Test
    void aTransactionIsDroppedWhenAWatchedKeyHasChanged() throws Exception {
        run(client -> {
            Client other = client.another();
            client.call("watch a b");
            other.call("set b 1");
            client.call("multi");
            client.call("set c 1");
            assertThat(client.call("exec")).isNull();
            assertThat(client.call("get c")).isNull();

            client.call("watch a");
            client.call("unwatch");
            other.call("set a 1");
            client.call("multi");
            client.call("set c 1");
            assertThat(client.call("exec")).isEqualTo(List.of("+OK"));

            other.call("pexpire a 10");
            client.call("watch a");
            await(sleep(Duration.ofMillis(20)));
            client.call("multi");
            assertThat(client.call("exec")).as("the key is gone").isNull();
            return done();
        });
    }

    @Test
    void whoHasWaitedLongestIsServedFirst() throws Exception {
        steps(client -> {
            Client first = client.another();
            Client second = client.another();
            assertThat(first.call("blpop a b 0")).isEqualTo("(waits)");
            assertThat(second.call("blpop b a 0")).isEqualTo("(waits)");
            assertThat(client.call("rpush a 1")).isEqualTo(1L);
            assertThat(first.session.blocked()).isNull();
            assertThat(second.session.blocked()).isNotNull();
            Blocked waiting = second.session.blocked();
            client.call("rpush b 2 3");
            assertThat(waiting.served().isSet()).isTrue();
            assertThat(Resp.readAll(waiting.reply().toByteArray())).containsExactly(List.of("b", "2"));
            assertThat(client.call("lrange b 0 -1")).isEqualTo(List.of("3"));
        });
    }

    @Test
    void whoWaitsIsServedAfterTheTransactionThatHasPushed() throws Exception {
        steps(client -> {
            Client waiting = client.another();
            waiting.call("brpop a 0");
            client.call("multi");
            client.call("rpush a 1");
            client.call("llen a");
            assertThat(client.call("exec")).isEqualTo(List.of(1L, 1L));
            assertThat(client.call("exists a")).isEqualTo(0L);
        });
    }

    @Test
    void movingToAListServesWhoWaitsForThat() throws Exception {
        steps(client -> {
            Client mover = client.another();
            Client last = client.another();
            mover.call("blmove a b left left 0");
            last.call("blpop b 0");
            client.call("set x 1");
            client.call("rpush a 1");
            assertThat(mover.session.blocked()).isNull();
            assertThat(last.session.blocked()).isNull();
            assertThat(client.call("dbsize")).isEqualTo(1L);
        });
    }

    @Test
    void inATransactionNothingWaits() throws Exception {
        steps(client -> {
            client.call("multi");
            client.call("blpop a 0");
            assertThat(client.call("exec")).isEqualTo(Arrays.asList((Object) null));
        });
    }

    @Test
    void messagesGoToChannelsAndPatterns() throws Exception {
        steps(client -> {
            Client listener = client.another();
            assertThat(listener.call("subscribe news")).isEqualTo(List.of("subscribe", "news", 1L));
            assertThat(listener.call("psubscribe n*")).isEqualTo(List.of("psubscribe", "n*", 2L));
            assertThat(listener.call("get a"))
                    .isEqualTo("-ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
                            + " are allowed in this context");
            assertThat(client.call("publish news hello")).isEqualTo(2L);
            assertThat(listener.messages)
                    .containsExactly(List.of("message", "news", "hello"), List.of("pmessage", "n*", "news", "hello"));
            assertThat(listener.call("ping")).isEqualTo(List.of("pong", ""));
            listener.call("unsubscribe");
            listener.call("punsubscribe");
            assertThat(client.call("publish news hello")).isEqualTo(0L);
            assertThat(listener.call("get a")).isNull();
            assertThat(client.call("pubsub channels")).isEqualTo(List.of());
        });
    }

    @Test
    void whoLeavesIsForgottenEverywhere() throws Exception {
        steps(client -> {
            Client gone = client.another();
            gone.call("watch w");
            gone.call("blpop l 0");
            gone.session.close();
            Client listener = client.another();
            listener.call("subscribe c");
            listener.session.close();
            assertThat(client.call("rpush l 1")).isEqualTo(1L);
            assertThat(client.call("llen l")).isEqualTo(1L);
            assertThat(client.call("publish c m")).isEqualTo(0L);
            assertThat(client.machine.watches(client.machine.database(0)).isEmpty())
                    .isTrue();
            assertThat(client.machine.sessions()).hasSize(1);
        });
    }

    @Test
    void databasesAreApart() throws Exception {
        steps(client -> {
            client.call("set a 1");
            client.call("select 3");
            assertThat(client.call("get a")).isNull();
            assertThat(client.call("select 16")).isEqualTo("-ERR DB index is out of range");
            client.call("set a 2");
            client.call("flushdb");
            client.call("select 0");
            assertThat(client.call("get a")).isEqualTo("1");
        });
    }

    @Test
    void aCommandThatIsRefusedHasChangedNothing() throws Exception {
        steps(client -> {
            client.call("set s 1");
            for (String line : List.of(
                    "lpush s 1", "hset s a b", "sadd s a", "zadd s 1 a", "hincrby s a 1", "lpop s", "zrange s 0 -1")) {
                assertThat(client.call(line)).as(line).isEqualTo(WRONG_TYPE);
            }
            for (String line : List.of("hincrby h a x", "zadd z x a", "zadd z 1", "zincrby z nan a", "incrby n 1.5")) {
                assertThat(client.call(line)).as(line).asString().startsWith("-ERR");
            }
            assertThat(client.call("dbsize")).isEqualTo(1L);
        });
    }

    @Test
    void gettingAndOverwritingAllocateNothing() throws Exception {
        steps(client -> {
            byte[] pipeline = "*2\r\n$3\r\nget\r\n$5\r\nkey:1\r\n*3\r\n$3\r\nSET\r\n$5\r\nkey:1\r\n$3\r\nxyz\r\n"
                    .repeat(20)
                    .getBytes(ISO_8859_1);
            int rounds = 5_000;
            client.carryOut(pipeline, rounds); // code that is not compiled yet may allocate
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            client.carryOut(pipeline, rounds);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated / (40.0 * rounds)).as("bytes for each command").isLessThan(0.5);
        });
    }
}
