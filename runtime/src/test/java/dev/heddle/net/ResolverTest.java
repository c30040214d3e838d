package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.moveOnAfter;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import dev.heddle.engine.NioEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResolverTest {
    private final World world = new World();

    /** Answers after a second: an address that counts the questions, except that nobody has a name with "no" in it. */
    private final class Names {
        private int questions;

        @Async
        Coroutine<List<InetAddress>> lookUp(String host) throws IOException {
            questions++;
            world.log("asked for " + host);
            await(sleep(Duration.ofSeconds(host.contains("slow") ? 60 : 1)));
            if (host.contains("no")) {
                throw new UnknownHostException(host);
            }
            if (host.contains("broken")) {
                throw new IOException("the resolver is broken");
            }
            return done(List.of(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) questions})));
        }

        Resolver resolver() {
            return Resolver.open(ResolverOptions.defaults().lookup(this::lookUp));
        }
    }

    private final Names names = new Names();

    @Async
    private Coroutine<Void> asks(Resolver resolver, String host) {
        try {
            world.log(host + " is " + await(resolver.resolve(host)));
        } catch (IOException failure) {
            world.log(failure);
        }
        return done();
    }

    @Async
    private Coroutine<Void> atTheSameTime() {
        Resolver resolver = names.resolver();
        await(gather(asks(resolver, "a.test"), asks(resolver, "A.test"), asks(resolver, "b.test")));
        return done();
    }

    @Test
    void whoAsksAtTheSameTimeSharesOneLookup() {
        world.run(atTheSameTime());
        assertThat(world.trace()).isEqualTo("""
                        0s  asked for a.test
                        0s  asked for b.test
                        1s  a.test is [/10.0.0.2]
                        1s  A.test is [/10.0.0.2]
                        1s  b.test is [/10.0.0.2]
                        """);
    }

    @Async
    private Coroutine<Void> againAndAgain(String host) {
        Resolver resolver = names.resolver();
        for (int i = 0; i < 4; i++) {
            await(asks(resolver, host));
            await(sleep(Duration.ofSeconds(12)));
        }
        return done();
    }

    @Test
    void answersAreRememberedForHalfAMinute() {
        world.run(againAndAgain("a.test"));
        assertThat(world.trace()).isEqualTo("""
                        0s  asked for a.test
                        1s  a.test is [/10.0.0.1]
                        13s  a.test is [/10.0.0.1]
                        25s  a.test is [/10.0.0.1]
                        37s  asked for a.test
                        38s  a.test is [/10.0.0.2]
                        """);
    }

    @Async
    private Coroutine<Void> unknown() {
        Resolver resolver = names.resolver();
        await(asks(resolver, "no.test"));
        await(sleep(Duration.ofSeconds(4)));
        await(asks(resolver, "no.test"));
        await(sleep(Duration.ofSeconds(1)));
        await(asks(resolver, "no.test"));
        return done();
    }

    @Test
    void thatThereIsNoSuchNameIsRememberedForAShorterTime() {
        world.run(unknown());
        assertThat(world.trace()).isEqualTo("""
                        0s  asked for no.test
                        1s  java.net.UnknownHostException: no.test
                        5s  java.net.UnknownHostException: no.test
                        6s  asked for no.test
                        7s  java.net.UnknownHostException: no.test
                        """);
    }

    @Async
    private Coroutine<Void> broken() {
        Resolver resolver = names.resolver();
        await(asks(resolver, "broken.test"));
        await(asks(resolver, "broken.test"));
        return done();
    }

    @Test
    void anotherFailureIsNotRemembered() {
        world.run(broken());
        assertThat(names.questions).isEqualTo(2);
        assertThat(world.trace()).contains("1s  java.io.IOException: the resolver is broken");
    }

    @Async
    private Coroutine<Void> slow() {
        Resolver resolver = names.resolver();
        await(asks(resolver, "slow.test"));
        await(asks(resolver, "slow.test"));
        return done();
    }

    @Test
    void aLookupThatHangsEndsAtItsDeadlineAndIsTriedAnew() {
        world.run(slow());
        assertThat(world.trace()).isEqualTo("""
                        0s  asked for slow.test
                        10s  java.net.SocketTimeoutException: no address of slow.test within 10000 milliseconds
                        10s  asked for slow.test
                        20s  java.net.SocketTimeoutException: no address of slow.test within 10000 milliseconds
                        """);
    }

    @Async
    private Coroutine<Void> impatient() throws IOException {
        Resolver resolver = names.resolver();
        await(moveOnAfter(Duration.ofMillis(100), resolver.resolve("a.test")));
        world.log("gone");
        await(asks(resolver, "a.test"));
        return done();
    }

    @Test
    void whoIsCancelledLeavesTheLookupToOthers() throws IOException {
        world.run(impatient());
        assertThat(world.trace()).isEqualTo("""
                        0s  asked for a.test
                        0.1s  gone
                        1s  a.test is [/10.0.0.1]
                        """);
    }

    @Async
    private Coroutine<Void> numbers() {
        Resolver resolver = names.resolver();
        await(asks(resolver, "127.0.0.1"));
        await(asks(resolver, "::1"));
        await(asks(resolver, "1.2.3.4.5"));
        await(asks(resolver, "256.1.1.1"));
        return done();
    }

    @Test
    void numbersAreTheirOwnAddresses() {
        world.run(numbers());
        assertThat(world.trace()).startsWith("""
                        0s  127.0.0.1 is [/127.0.0.1]
                        0s  ::1 is [/0:0:0:0:0:0:0:1]
                        0s  asked for 1.2.3.4.5
                        """).contains("asked for 256.1.1.1");
    }

    @Async
    private static Coroutine<List<InetAddress>> localhost() throws IOException {
        return Resolver.current().resolve("localhost");
    }

    @Test
    void theSystemKnowsItself() throws IOException {
        NioEngine engine = NioEngine.open();
        List<InetAddress> found = Loop.run(LoopOptions.defaults().engine(() -> engine), localhost());
        assertThat(found).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    @Async
    private static Coroutine<TcpStream> connectTo(Names names, String host) throws IOException {
        return TcpStream.connect(host, 80, TcpOptions.defaults().resolver(names.resolver()));
    }

    @Test
    void aNameThatThereIsNotFailsTheConnection() {
        assertThatThrownBy(() -> world.run(connectTo(names, "no.test")))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("no.test");
    }

    @Test
    void aNameThatIsNotFoundInTimeFailsTheConnection() {
        assertThatThrownBy(() -> world.run(connectTo(names, "slow.test"))).isInstanceOf(SocketTimeoutException.class);
    }
}
