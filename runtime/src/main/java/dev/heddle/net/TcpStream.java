package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.List;

/** A TCP connection. Small packets are sent without delay. Confined to the loop it was opened on. */
public final class TcpStream extends SocketStream {
    private final InetSocketAddress remote;

    /** A stream over a socket that is connected. */
    TcpStream(EngineSocket socket) throws IOException {
        super(socket);
        this.remote = (InetSocketAddress) socket.remoteAddress();
    }

    /** Connects with the defaults of {@link TcpOptions}, as {@link #connect(String, int, TcpOptions)} does. */
    public static Coroutine<TcpStream> connect(String host, int port) throws IOException {
        return connect(host, port, TcpOptions.defaults());
    }

    /**
     * Looks up a name and connects to the first of its addresses that answers: they are tried one after the other, IPv6 and
     * IPv4 in turn, without waiting long for any (RFC 8305). Cancelled, or failed, it leaves no connection behind. A
     * suspension point.
     *
     * @param host a name, or an address in numbers
     * @return fails with a {@link java.net.ConnectException} that names each address and has what went wrong there suppressed, with an
     *     {@link java.net.UnknownHostException} if there is no such name, with a {@link SocketTimeoutException} if it takes
     *     longer than the options allow
     */
    @Async
    public static Coroutine<TcpStream> connect(String host, int port, TcpOptions options) throws IOException {
        TcpStream stream = await(moveOnAfter(options.connectTimeout, find(host, port, options)));
        if (stream == null) {
            throw new SocketTimeoutException("no connection to " + host + ":" + port + " within "
                    + options.connectTimeout.toMillis() + " milliseconds");
        }
        return done(stream);
    }

    @Async
    private static Coroutine<TcpStream> find(String host, int port, TcpOptions options) throws IOException {
        Resolver resolver = options.resolver == null ? Resolver.current() : options.resolver;
        List<InetAddress> found = await(resolver.resolve(host));
        return new HappyEyeballs(host, port, found, options).connect();
    }

    /** Connects with the defaults of {@link TcpOptions}, as {@link #connect(InetSocketAddress, TcpOptions)} does. */
    public static Coroutine<TcpStream> connect(InetSocketAddress address) throws IOException {
        return connect(address, TcpOptions.defaults());
    }

    /**
     * Connects to a resolved address. Cancelled, or failed, it leaves no connection behind. A suspension point.
     *
     * @return fails with a {@link java.net.ConnectException} if nobody listens there, with an
     *     {@link java.net.UnknownHostException} if the address is not resolved, with a {@link SocketTimeoutException} if it
     *     takes longer than the options allow
     */
    public static Coroutine<TcpStream> connect(InetSocketAddress address, TcpOptions options) throws IOException {
        return new ConnectOperation<>(address, options.ofConnections, options.connectTimeout, TcpStream::new);
    }

    /** The address of this end. */
    public InetSocketAddress localAddress() throws IOException {
        return (InetSocketAddress) socket.localAddress();
    }

    /** The address of the peer; known after closing, too. */
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        return "TcpStream to " + remote;
    }
}
