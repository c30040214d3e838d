package dev.heddle.net;

import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.engine.Engine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name with several addresses of this machine: one at which nobody listens, one that never answers, one that does. */
@Timeout(60)
abstract class SocketHappyEyeballsBehaviour {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofDays(1);

    private static final InetAddress LISTENING = address(1);
    private static final InetAddress REFUSING = address(2);
    private static final InetAddress SILENT = address(3);

    private LoopThread loop;
    private TcpListener listener;
    private SilentAddress silent;

    /** What was open before the first attempt to connect. */
    private Set<String> before;

    abstract Engine newEngine() throws IOException;

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) number});
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(newEngine());
        listener = loop.call(() -> TcpListener.listen(new InetSocketAddress(LISTENING, 0)));
        silent = SilentAddress.at(new InetSocketAddress(SILENT, port()));
        before = OpenSockets.now();
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
        if (silent != null) {
            silent.close();
        }
    }

    private int port() {
        return listener.localAddress().getPort();
    }

    private Coroutine<TcpStream> connect(TcpOptions options, InetAddress... found) throws Exception {
        ResolverOptions names = ResolverOptions.defaults().lookup(host -> done(List.of(found)));
        Resolver resolver = loop.call(() -> Resolver.open(names));
        return TcpStream.connect("host.test", port(), options.resolver(resolver));
    }

    /** Only what was accepted and connected is open, and nothing at all when that is closed. */
    private void assertConnected(TcpStream client) throws Exception {
        assertThat(client.remoteAddress()).isEqualTo(listener.localAddress());
        TcpStream accepted = loop.await(listener.accept());
        awaitOpen(2);
        loop.await(client.closeAsync(CloseReason.COMPLETED));
        loop.await(accepted.closeAsync(CloseReason.COMPLETED));
        awaitOpen(0);
    }

    /** Waits until so many descriptors are open: the JDK's selector lets go of a channel when it next looks. */
    private void awaitOpen(int count) throws Exception {
        while (OpenSockets.since(before).size() != count) {
            loop.settle();
        }
    }

    @Test
    void anAddressThatRefusesIsPassedOverAtOnce() throws Exception {
        TcpOptions options = TcpOptions.defaults().attemptDelay(LONG);
        assertConnected(loop.await(connect(options, REFUSING, LISTENING)));
    }

    @Test
    void anAddressThatDoesNotAnswerIsPassedOverAfterTheDelayAndClosedWhenAnotherHasAnswered() throws Exception {
        TcpOptions options = TcpOptions.defaults().attemptDelay(SHORT);
        long begin = System.nanoTime();
        TcpStream client = loop.await(connect(options, SILENT, REFUSING, LISTENING));
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SHORT.toNanos());
        assertConnected(client);
    }

    @Test
    void theNextAddressIsNotTriedBeforeTheDelayIsOver() throws Exception {
        TcpOptions options = TcpOptions.defaults().attemptDelay(LONG).connectWithin(SHORT);
        assertThatThrownBy(() -> loop.await(connect(options, SILENT, LISTENING)))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("no connection to host.test:" + port() + " within 50 milliseconds");
        awaitOpen(0);
    }

    @Test
    void whatWentWrongIsToldOfEachAddress() throws Exception {
        assertThatThrownBy(() -> loop.await(connect(TcpOptions.defaults(), REFUSING, address(4))))
                .isInstanceOf(ConnectException.class)
                .hasMessage("no connection to host.test:" + port() + ": /127.0.0.2:" + port()
                        + " (Connection refused), /127.0.0.4:" + port() + " (Connection refused)")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2));
        awaitOpen(0);
    }

    @Test
    void cancelledItClosesAllAttempts() throws Exception {
        TcpOptions options = TcpOptions.defaults().attemptDelay(Duration.ofMillis(1));
        var connecting = loop.start(connect(options, SILENT, SILENT));
        awaitOpen(2);
        assertThat(connecting.isDone()).isFalse();
        connecting.cancel();
        awaitOpen(0);
    }
}
