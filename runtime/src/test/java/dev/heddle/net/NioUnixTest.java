package dev.heddle.net;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.engine.Engine;
import dev.heddle.engine.NioEngine;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NioUnixTest extends SocketUnixBehaviour {
    @Override
    Engine newEngine() throws IOException {
        return NioEngine.open();
    }

    @Test
    void packetsAreRefusedAndItIsSaidWhoHasThem() {
        assertThatThrownBy(() -> loop.call(() -> UnixDatagramSocket.bind(file())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(
                        "the engine nio has no datagrams by Unix sockets, as the JDK has none; the engine epoll has");
    }

    @Test
    void socketsAreNotPassedOnAndItIsSaidWhoCan() throws Exception {
        UnixListener listener = listen();
        UnixStream client = loop.await(UnixStream.connect(file()));
        UnixStream accepted = loop.await(listener.accept());
        TcpListener tcp = loop.call(() -> TcpListener.listen(TcpBehaviour.ANY_PORT));
        assertRefused(client.sendSocket(accepted));
        assertRefused(client.sendSocket(tcp));
        assertRefused(client.receiveUnixStream());
        assertRefused(client.receiveTcpStream());
        assertRefused(client.receiveTcpListener());
    }

    private void assertRefused(Coroutine<?> passing) {
        assertThatThrownBy(() -> loop.await(passing))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageMatching("sockets cannot be passed on by .*, as they can with epoll");
    }
}
