package dev.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SocketAddressesTest {
    private final ByteBuffer memory =
            ByteBuffer.allocate(SocketAddresses.LONGEST).order(ByteOrder.nativeOrder());

    private static int familyOf(SocketAddress address) {
        try {
            return SocketAddresses.familyOf(address);
        } catch (UnknownHostException unresolved) {
            throw new AssertionError(unresolved);
        }
    }

    private String bytesOf(SocketAddress address) {
        int length = SocketAddresses.encode(address, familyOf(address), memory);
        byte[] bytes = Arrays.copyOf(memory.array(), length);
        if (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN) {
            bytes[0] = bytes[1];
            bytes[1] = 0;
        }
        return HexFormat.of().formatHex(bytes);
    }

    private SocketAddress again(SocketAddress address) {
        return SocketAddresses.decode(memory, SocketAddresses.encode(address, familyOf(address), memory));
    }

    @Test
    void ipv4() throws Exception {
        SocketAddress address = new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 0x8081);
        assertThat(bytesOf(address)).isEqualTo("0200" + "8081" + "c0000207" + "00".repeat(8));
        assertThat(again(address)).isEqualTo(address);
    }

    @Test
    void ipv6() throws Exception {
        SocketAddress address = new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 80);
        assertThat(bytesOf(address))
                .isEqualTo("0a00" + "0050" + "00000000" + "20010db8000000000000000000000001" + "00000000");
        assertThat(again(address)).isEqualTo(address);
    }

    @Test
    void ipv6WithAScope() throws Exception {
        byte[] host = InetAddress.getByName("fe80::1").getAddress();
        SocketAddress address = new InetSocketAddress(Inet6Address.getByAddress(null, host, 3), 80);
        InetSocketAddress again = (InetSocketAddress) again(address);
        assertThat(((Inet6Address) again.getAddress()).getScopeId()).isEqualTo(3);
        assertThat(again).isEqualTo(address);
    }

    @Test
    void ipv4InTheFormOfIpv6IsIpv4Again() throws Exception {
        SocketAddresses.encode(new InetSocketAddress(InetAddress.getByName("::1"), 80), LinuxCalls.IPV6, memory);
        memory.put(8, HexFormat.of().parseHex("00000000000000000000ffff7f000001"));
        assertThat(SocketAddresses.decode(memory, 28))
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 80));
    }

    @Test
    void ipv4ForAnIpv6Socket() throws Exception {
        SocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 80);
        int length = SocketAddresses.encode(address, LinuxCalls.IPV6, memory);
        assertThat(length).isEqualTo(28);
        assertThat(HexFormat.of().formatHex(memory.array(), 8, 24)).isEqualTo("00000000000000000000ffff7f000001");
        assertThat(SocketAddresses.decode(memory, length)).isEqualTo(address);
    }

    @Test
    void addressThatASocketCannotReachIsRefused() throws Exception {
        SocketAddress ipv6 = new InetSocketAddress(InetAddress.getByName("::1"), 80);
        SocketAddress path = UnixDomainSocketAddress.of("/run/x");
        assertThatThrownBy(() -> SocketAddresses.encode(ipv6, LinuxCalls.IPV4, memory))
                .isInstanceOf(UnsupportedAddressTypeException.class);
        assertThatThrownBy(() -> SocketAddresses.encode(path, LinuxCalls.IPV4, memory))
                .isInstanceOf(UnsupportedAddressTypeException.class);
        assertThatThrownBy(() -> SocketAddresses.encode(ipv6, LinuxCalls.UNIX, memory))
                .isInstanceOf(UnsupportedAddressTypeException.class);
    }

    @Test
    void path() {
        SocketAddress address = UnixDomainSocketAddress.of("/run/x");
        assertThat(bytesOf(address)).isEqualTo("0100" + "2f72756e2f78" + "00");
        assertThat(again(address)).isEqualTo(address);
    }

    @Test
    void longestPathFits() throws Exception {
        SocketAddress address = UnixDomainSocketAddress.of("/" + "x".repeat(106));
        SocketAddresses.requireFit(address);
        assertThat(again(address)).isEqualTo(address);
    }

    @Test
    void socketWithoutANameHasAnEmptyPath() {
        SocketAddresses.encode(UnixDomainSocketAddress.of("/left/over"), LinuxCalls.UNIX, memory);
        assertThat(SocketAddresses.decode(memory, 2)).isEqualTo(UnixDomainSocketAddress.of(""));
    }

    @Test
    void nameThatIsNoPathReadsAsNone() {
        memory.putShort(0, (short) LinuxCalls.UNIX).put(2, (byte) 0).put(3, (byte) 'x');
        assertThat(SocketAddresses.decode(memory, 4)).isEqualTo(UnixDomainSocketAddress.of(""));
        assertThat(SocketAddresses.decode(memory, 0)).isEqualTo(UnixDomainSocketAddress.of(""));
    }
}
