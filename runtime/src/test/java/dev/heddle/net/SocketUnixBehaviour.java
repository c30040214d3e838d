package dev.heddle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** On real sockets, which are files. */
abstract class SocketUnixBehaviour extends UnixBehaviour {
    @Test
    void theFileGoesWithItsListener() throws Exception {
        UnixListener listener = listen();
        assertThat(file()).exists();
        loop.await(listener.closeAsync(CloseReason.COMPLETED));
        assertThat(file()).doesNotExist();
    }

    @Test
    void aFileLeftBehindByADeadListenerIsReplaced() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(file()));
        }
        assertThat(file()).exists();
        UnixListener listener = listen();
        loop.await(UnixStream.connect(file()));
        loop.await(listener.accept());
    }

    @Test
    void aFileThatIsNoSocketStays() throws Exception {
        Files.writeString(file(), "content");
        assertThatThrownBy(this::listen).isInstanceOf(BindException.class);
        assertThat(file()).hasContent("content");
    }

    @Test
    void aFileThatHasBeenReplacedStaysWhenTheOldListenerIsClosed() throws Exception {
        UnixListener old = listen();
        Files.delete(file());
        listen();
        loop.await(old.closeAsync(CloseReason.COMPLETED));
        assertThat(file()).exists();
        loop.await(UnixStream.connect(file()));
    }

    @Test
    void thePeerIsKnownByItsCredentials() throws Exception {
        UnixListener listener = listen();
        UnixStream client = loop.await(UnixStream.connect(file()));
        UnixStream accepted = loop.await(listener.accept());
        String me = System.getProperty("user.name");
        assertThat(loop.call(accepted::peerCredentials).user()).isEqualTo(me);
        assertThat(loop.call(client::peerCredentials).user()).isEqualTo(me);
    }
}
