package dev.heddle.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.engine.Engine;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What sockets for datagrams do, on whatever engine; each engine runs these tests. */
@Timeout(60)
abstract class UdpBehaviour {
    LoopThread loop;
    UdpSocket first;
    UdpSocket second;

    abstract Engine newEngine() throws IOException;

    @BeforeEach
    void open() throws Exception {
        loop = new LoopThread(newEngine());
        first = bind();
        second = bind();
    }

    @AfterEach
    void close() throws Exception {
        loop.close();
    }

    private UdpSocket bind() throws Exception {
        return loop.call(() -> UdpSocket.bind(TcpBehaviour.ANY_PORT));
    }

    static String text(Datagram packet) {
        return UTF_8.decode(packet.content().duplicate()).toString();
    }

    @Test
    void aPacketArrivesWithItsSender() throws Exception {
        var receive = loop.start(second.receive(ByteBuffer.allocate(100)));
        assertThat(receive.isDone()).isFalse();
        loop.await(first.send(UTF_8.encode("hello"), second.localAddress()));
        Datagram packet = receive.join();
        assertThat(text(packet)).isEqualTo("hello");
        assertThat(packet.peer()).isEqualTo(first.localAddress());
        assertThat(packet.isTruncated()).isFalse();
    }

    @Test
    void aPacketThatDoesNotFitIsTruncatedAndSaysSo() throws Exception {
        loop.await(first.send(UTF_8.encode("hello"), second.localAddress()));
        loop.await(first.send(UTF_8.encode("you"), second.localAddress()));
        Datagram packet = loop.await(second.receive(ByteBuffer.allocate(4)));
        assertThat(text(packet)).isEqualTo("hell");
        assertThat(packet.isTruncated()).isTrue();
        assertThat(packet.size()).isEqualTo(5);
        assertThat(loop.await(second.receive(ByteBuffer.allocate(4))).isTruncated())
                .isFalse();
    }

    @Test
    void manyPacketsAreSentAndReceivedAtOnce() throws Exception {
        List<Datagram> packets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            packets.add(Datagram.to(second.localAddress(), UTF_8.encode("packet " + i)));
        }
        loop.await(first.sendMany(packets));
        assertThat(packets).noneMatch(packet -> packet.content().hasRemaining());
        List<String> received = new ArrayList<>();
        while (received.size() < 100) {
            loop.await(second.receiveMany(64, 100)).forEach(packet -> received.add(text(packet)));
        }
        assertThat(received).hasSize(100).startsWith("packet 0", "packet 1").endsWith("packet 99");
    }

    @Test
    void packetsThatAreReceivedTogetherAreReceivedOneByOne() throws Exception {
        assertThat(loop.call(() -> second.receiveTogether(true))).isSameAs(second);
        List<Datagram> packets = new ArrayList<>();
        for (int i = 10; i < 60; i++) {
            packets.add(Datagram.to(second.localAddress(), UTF_8.encode("packet " + i)));
        }
        loop.await(first.sendMany(packets));
        for (int i = 10; i < 60; i += 5) {
            List<String> received = new ArrayList<>();
            while (received.size() < 4) {
                loop.await(second.receiveMany(4 - received.size(), 100)).forEach(packet -> received.add(text(packet)));
            }
            Datagram last = loop.await(second.receive(ByteBuffer.allocate(100)));
            assertThat(last.peer()).isEqualTo(first.localAddress());
            received.add(text(last));
            assertThat(received)
                    .containsExactly(
                            "packet " + i,
                            "packet " + (i + 1),
                            "packet " + (i + 2),
                            "packet " + (i + 3),
                            "packet " + (i + 4));
        }
    }

    @Test
    void aBatchIsNoLargerThanItMayBe() throws Exception {
        for (int i = 0; i < 3; i++) {
            loop.await(first.send(UTF_8.encode("x"), second.localAddress()));
        }
        int received = 0;
        while (received < 3) {
            List<Datagram> batch = loop.await(second.receiveMany(2, 10));
            assertThat(batch).hasSizeBetween(1, 2);
            received += batch.size();
        }
        assertThatThrownBy(() -> second.receiveMany(0, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConnectedSocketTalksToItsPeerAndHearsThatItIsGone() throws Exception {
        UdpSocket client = loop.call(() -> UdpSocket.connect(first.localAddress()));
        loop.await(client.send(UTF_8.encode("ask")));
        Datagram question = loop.await(first.receive(ByteBuffer.allocate(10)));
        loop.await(first.send(UTF_8.encode("answer"), question.peer()));
        assertThat(text(loop.await(client.receive(ByteBuffer.allocate(10))))).isEqualTo("answer");
        assertThat(client.remoteAddress()).isEqualTo(first.localAddress());
        loop.await(first.closeAsync(CloseReason.COMPLETED));
        loop.settle();
        loop.await(client.send(UTF_8.encode("again")));
        assertThatThrownBy(() -> loop.await(client.receive(ByteBuffer.allocate(10))))
                .isInstanceOf(PortUnreachableException.class);
    }

    @Test
    void aSocketWithoutPeerHasToBeToldWhomToSendTo() {
        assertThatThrownBy(() -> loop.await(first.send(UTF_8.encode("x"))))
                .isInstanceOf(NotYetConnectedException.class);
    }

    @Test
    void aCancelledReceiveTakesNothing() throws Exception {
        loop.start(second.receive(ByteBuffer.allocate(10))).cancel();
        loop.await(first.send(UTF_8.encode("kept"), second.localAddress()));
        assertThat(text(loop.await(second.receive(ByteBuffer.allocate(10))))).isEqualTo("kept");
    }

    @Test
    void closingEndsTheReceiveThatWaits() throws Exception {
        var receive = loop.start(second.receive(ByteBuffer.allocate(10)));
        loop.await(second.closeAsync(CloseReason.COMPLETED));
        loop.await(second.closeAsync(CloseReason.COMPLETED));
        assertThatThrownBy(receive::join).isInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(() -> loop.await(second.receive(ByteBuffer.allocate(1))))
                .isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void optionsCanBeSet() throws Exception {
        assertThat(loop.call(() -> first.option(StandardSocketOptions.SO_RCVBUF, 100_000)))
                .isSameAs(first);
    }
}
