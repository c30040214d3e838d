package dev.heddle.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that the system sends, or hands over, as one, and that nobody who sends and receives them sees as one. */
@Timeout(60)
class DatagramsTogetherTest {
    private static final int ENOPROTOOPT = 92;

    private final ObservedCalls observed = new ObservedCalls();
    private EpollEngine engine;
    private EngineDatagram sender;
    private EngineDatagram receiver;

    private record Packet(SocketAddress peer, ByteBuffer content) implements EngineDatagram.Packet {}

    @BeforeAll
    static void needEpoll() {
        Epoll.assumeAvailable();
    }

    @BeforeEach
    void open() throws IOException {
        engine = EpollEngine.open(observed.over(NativeAccess.calls()));
        sender = engine.datagrams(EngineConformance.ANY_PORT, ChannelOptions.NONE);
        receiver = engine.datagrams(EngineConformance.ANY_PORT, ChannelOptions.NONE);
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        receiver.close();
        engine.close();
    }

    /** Each begins with its number. */
    private static List<Packet> packets(EngineDatagram to, int count, int size) throws IOException {
        SocketAddress peer = to.localAddress();
        return IntStream.range(0, count)
                .mapToObj(i -> new Packet(peer, content(i, size)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static ByteBuffer content(int number, int size) {
        String text = number + " ".repeat(size);
        return ByteBuffer.wrap(text.substring(0, size).getBytes(US_ASCII));
    }

    private static List<String> texts(List<Packet> packets) {
        return packets.stream()
                .map(packet ->
                        US_ASCII.decode(packet.content().duplicate().rewind()).toString())
                .toList();
    }

    private List<String> received(EngineDatagram at, int most) throws IOException {
        List<String> texts = new ArrayList<>();
        at.receiveMany(most, EpollDatagram.LARGEST, (peer, content, size) -> {
            assertThat(size).isEqualTo(content.remaining());
            texts.add(US_ASCII.decode(content).toString());
        });
        return texts;
    }

    @Test
    void packetsOfOneSizeForOnePeerAreSentAsOneAndArriveOneByOne() throws IOException {
        List<Packet> packets = packets(receiver, 130, 100);
        packets.add(new Packet(receiver.localAddress(), content(130, 40)));

        assertThat(sender.sendMany(packets, 0)).isEqualTo(131);

        assertThat(observed.count("sendMessages")).isEqualTo(1);
        assertThat(observed.count("putMessage")).isEqualTo(3); // of 64, 64 and 3 packets
        assertThat(packets).noneMatch(packet -> packet.content().hasRemaining());
        assertThat(received(receiver, 1_000)).isEqualTo(texts(packets));
    }

    @Test
    void whatIsLargeTogetherIsSeveralMessages() throws IOException {
        List<Packet> packets = packets(receiver, 6, 20_000);
        assertThat(sender.sendMany(packets, 0)).isEqualTo(6);
        assertThat(observed.count("putMessage")).isEqualTo(2);
        assertThat(received(receiver, 1_000)).isEqualTo(texts(packets));
    }

    @Test
    void aSystemThatCannotIsSentThemOneByOne() throws IOException {
        observed.failNext("setOption", ENOPROTOOPT);
        List<Packet> packets = packets(receiver, 20, 100);
        assertThat(sender.sendMany(packets, 0)).isEqualTo(20);
        assertThat(observed.count("putMessage")).isEqualTo(20);
        assertThat(observed.count("appendToMessage")).isZero();
        assertThat(received(receiver, 1_000)).isEqualTo(texts(packets));
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EINVAL, Errno.EIO, Errno.EMSGSIZE})
    void whatIsRefusedTogetherIsSentOneByOneFromThenOn(int refusal) throws IOException {
        observed.failNext("sendMessages", refusal);
        List<Packet> packets = packets(receiver, 20, 100);
        assertThat(sender.sendMany(packets, 0)).isEqualTo(20);
        int joined = observed.count("appendToMessage");
        assertThat(sender.sendMany(packets(receiver, 20, 100), 0)).isEqualTo(20);
        assertThat(joined).isEqualTo(19);
        assertThat(observed.count("appendToMessage")).isEqualTo(joined);
        assertThat(received(receiver, 20)).isEqualTo(texts(packets));
    }

    @Test
    void whatIsRefusedOnItsOwnFails() throws IOException {
        observed.failAlways("sendMessages", Errno.EINVAL);
        List<Packet> packets = packets(receiver, 3, 100);
        assertThatThrownBy(() -> sender.sendMany(packets, 0))
                .isInstanceOf(SocketException.class)
                .hasMessage("Invalid argument");
        assertThat(packets).allMatch(packet -> packet.content().remaining() == 100);
    }

    @Test
    void packetsThatComeInARowAreReceivedByFewCallsOneByOne() throws IOException {
        receiver.receiveTogether(true);
        List<Packet> packets = packets(receiver, 200, 100);
        sender.sendMany(packets, 0);

        assertThat(received(receiver, 1_000)).isEqualTo(texts(packets));

        assertThat(observed.count("receiveMessages")).isLessThanOrEqualTo(2);
    }

    @Test
    void whatHasComeTogetherButWasNotAskedForIsKept() throws IOException {
        receiver.receiveTogether(true);
        List<Packet> packets = packets(receiver, 10, 100);
        packets.add(new Packet(receiver.localAddress(), content(10, 0)));
        packets.add(new Packet(receiver.localAddress(), content(11, 5)));
        sender.sendMany(packets, 0);
        List<String> sent = texts(packets);

        assertThat(received(receiver, 3)).isEqualTo(sent.subList(0, 3));
        ByteBuffer small = ByteBuffer.allocate(4);
        assertThat(receiver.receive(small)).isEqualTo(sender.localAddress());
        assertThat(receiver.receivedSize()).isEqualTo(100);
        assertThat(US_ASCII.decode(small.flip()).toString())
                .isEqualTo(sent.get(3).substring(0, 4));
        receiver.receiveTogether(false);
        assertThat(received(receiver, 100)).isEqualTo(sent.subList(4, 12));
        assertThat(receiver.receive(small)).isNull();
        assertThat(received(receiver, 100)).isEmpty();
    }

    @Test
    void aSinglePacketIsTheFirstOfThoseThatCameWithIt() throws IOException {
        receiver.receiveTogether(true);
        List<Packet> packets = packets(receiver, 3, 100);
        sender.sendMany(packets, 0);
        for (String text : texts(packets)) {
            ByteBuffer space = ByteBuffer.allocate(200).position(50);
            assertThat(receiver.receive(space)).isNotNull();
            assertThat(US_ASCII.decode(space.flip().position(50)).toString()).isEqualTo(text);
        }
        assertThat(receiver.receive(ByteBuffer.allocate(1))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,1", "127.0.0.1,2", "127.0.0.1,3", "::1,4", "::1,5"})
    void anySequenceOfSizesAndPeersArrivesAsItWasSent(String host, long seed) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        assumeTrue(NetworkInterface.getByInetAddress(address) != null, () -> "no address " + host);
        SocketAddress anyPort = new InetSocketAddress(address, 0);
        Random random = new Random(seed);
        try (EngineDatagram from = engine.datagrams(anyPort, ChannelOptions.NONE);
                EngineDatagram oneByOne = engine.datagrams(anyPort, ChannelOptions.NONE);
                EngineDatagram together = engine.datagrams(anyPort, ChannelOptions.NONE)) {
            together.receiveTogether(true);
            List<EngineDatagram> peers = List.of(oneByOne, together);
            for (int round = 0; round < 200; round++) {
                List<Packet> packets = new ArrayList<>();
                while (packets.size() < 30) {
                    EngineDatagram peer = peers.get(random.nextInt(2));
                    int size = random.nextInt(5) == 0 ? random.nextInt(3) : random.nextInt(1_400);
                    int inARow = 1 + random.nextInt(10);
                    for (int i = 0; i < inARow; i++) {
                        packets.add(new Packet(peer.localAddress(), content(packets.size(), size)));
                    }
                }
                assertThat(from.sendMany(packets, 0)).isEqualTo(packets.size());
                for (EngineDatagram peer : peers) {
                    SocketAddress local = peer.localAddress();
                    List<String> texts = new ArrayList<>();
                    for (List<String> some = received(peer, 7); !some.isEmpty(); some = received(peer, 7)) {
                        texts.addAll(some);
                    }
                    assertThat(texts)
                            .as("seed %d, round %d", seed, round)
                            .isEqualTo(texts(packets.stream()
                                    .filter(packet -> packet.peer().equals(local))
                                    .toList()));
                }
            }
        }
    }
}
