package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.NioEngine;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HappyEyeballsTest {
    /** Of the scripted engine, on which a host answers or not by its last number. */
    private final ScriptedEngine engine = new ScriptedEngine();

    private static InetAddress v4(int number) {
        return address(new byte[] {10, 0, 0, (byte) number});
    }

    private static InetAddress v6(int number) {
        byte[] bytes = new byte[16];
        bytes[0] = 0x20;
        bytes[15] = (byte) number;
        return address(bytes);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void theFamiliesAlternateAndIpv6ComesFirst() {
        assertThat(HappyEyeballs.alternating(List.of(v4(1), v4(2), v6(1), v4(3), v6(2))))
                .containsExactly(v6(1), v4(1), v6(2), v4(2), v4(3));
        assertThat(HappyEyeballs.alternating(List.of(v4(1), v4(2)))).containsExactly(v4(1), v4(2));
        assertThat(HappyEyeballs.alternating(List.of(v6(2), v6(1)))).containsExactly(v6(2), v6(1));
    }

    private TcpOptions finding(InetAddress... addresses) {
        Resolver resolver = Resolver.open(ResolverOptions.defaults().lookup(host -> done(List.of(addresses))));
        return TcpOptions.defaults().resolver(resolver);
    }

    private <T> T run(Coroutine<T> program) {
        return Loop.run(LoopOptions.defaults().engine(() -> engine), program);
    }

    @Async
    private Coroutine<String> remoteOf(InetAddress... addresses) throws IOException {
        TcpListener listener = TcpListener.listen(new InetSocketAddress(v4(9), 80));
        try (listener;
                TcpStream stream = await(TcpStream.connect("host.test", 80, finding(addresses)))) {
            Duration passed = Duration.ofNanos(Loop.current().nanos());
            return done(stream.remoteAddress().getAddress().getHostAddress() + " after " + passed.toMillis());
        }
    }

    @Test
    void theNextAddressIsTriedAfterADelayAndTheFirstThatAnswersWins() throws IOException {
        engine.silence(v6(1)).silence(v4(2));
        assertThat(run(remoteOf(v6(1), v4(2), v6(3)))).isEqualTo("2000:0:0:0:0:0:0:3 after 500");
        assertThat(engine.openSockets()).isZero();
    }

    @Test
    void aFailureLetsTheNextAttemptBeginAtOnce() throws IOException {
        engine.refuse(v6(1)).refuse(v4(2));
        assertThat(run(remoteOf(v6(1), v4(2), v6(3)))).isEqualTo("2000:0:0:0:0:0:0:3 after 0");
    }

    @Test
    void theExceptionNamesEachAddressAndWhatWentWrongThere() {
        engine.refuse(v6(1)).refuse(v4(2));
        assertThatThrownBy(() -> run(remoteOf(v6(1), v4(2))))
                .isInstanceOf(ConnectException.class)
                .hasMessage("no connection to host.test:80: /[2000:0:0:0:0:0:0:1]:80 (Connection refused),"
                        + " /10.0.0.2:80 (Connection refused)")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2));
    }

    @Test
    void connectingHasADeadlineAndLeavesNothingOpen() {
        engine.silence(v6(1)).silence(v4(2));
        assertThatThrownBy(() -> run(remoteOf(v6(1), v4(2))))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no connection to host.test:80 within 30000 milliseconds");
        assertThat(engine.openSockets()).isZero();
    }

    @Async
    private Coroutine<Void> connectDirectly() throws IOException {
        TcpOptions options = TcpOptions.defaults().connectWithin(Duration.ofSeconds(2));
        await(TcpStream.connect(new InetSocketAddress(v4(2), 80), options));
        return done();
    }

    @Test
    void connectingToAnAddressHasADeadline() {
        engine.silence(v4(2));
        assertThatThrownBy(() -> run(connectDirectly()))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("/10.0.0.2:80 has not answered within 2000 milliseconds");
        assertThat(engine.nanos()).isEqualTo(Duration.ofSeconds(2).toNanos());
        assertThat(engine.openSockets()).isZero();
    }

    @Async
    private static Coroutine<Void> connectInTheBackground(TcpOptions options) throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            var connecting = scope.spawn(TcpStream.connect("host.test", 80, options));
            await(sleep(Duration.ofMillis(300)));
            connecting.cancel();
        }
        return done();
    }

    @Async
    private Coroutine<Void> cancelWhileTwoAttemptsWait() throws IOException {
        await(connectInTheBackground(finding(v6(1), v4(2), v6(3))));
        assertThat(engine.openSockets()).isZero();
        return done();
    }

    @Test
    void cancelledItClosesAllAttempts() throws IOException {
        engine.silence(v6(1)).silence(v4(2)).silence(v6(3));
        run(cancelWhileTwoAttemptsWait());
    }

    @Async
    private Coroutine<String> helloFrom(int port, InetAddress... addresses) throws IOException {
        try (TcpStream stream = await(TcpStream.connect("host.test", port, finding(addresses)))) {
            return done(await(stream.readLine()));
        }
    }

    @Test
    void realAddressesThatRefuseArePassedOver() throws Exception {
        InetAddress nobody = address(new byte[] {127, 0, 0, 2});
        InetAddress somebody = address(new byte[] {127, 0, 0, 1});
        try (ServerSocket server = new ServerSocket(0, 10, somebody)) {
            List<Throwable> failures = new ArrayList<>();
            Thread answering = new Thread(() -> {
                try (var connection = server.accept()) {
                    connection.getOutputStream().write("hello\n".getBytes(UTF_8));
                } catch (IOException failure) {
                    failures.add(failure);
                }
            });
            answering.start();
            NioEngine nio = NioEngine.open();
            String hello = Loop.run(
                    LoopOptions.defaults().engine(() -> nio), helloFrom(server.getLocalPort(), nobody, somebody));
            assertThat(hello).isEqualTo("hello");
            answering.join();
            assertThat(failures).isEmpty();
        }
    }
}
