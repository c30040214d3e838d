package dev.heddle.net;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sockets in the hands of a loop they do not belong to, whose thread must not touch them. */
class ForeignLoopTest {
    private final Loop home = open("home");
    private final Loop foreign = open("foreign");

    private static Loop open(String name) {
        return Loop.open(LoopOptions.defaults().named(name).engine(ScriptedEngine::new));
    }

    @AfterEach
    void close() {
        foreign.close();
        home.close();
    }

    @Async
    private static Coroutine<TcpListener> listen() throws IOException {
        return done(TcpListener.listen(TcpBehaviour.ANY_PORT));
    }

    @Async
    private static Coroutine<TcpStream> connect(TcpListener listener) throws IOException {
        return done(await(TcpStream.connect(listener.localAddress())));
    }

    private void assertRefused(Coroutine<?> operation) {
        assertThatThrownBy(() -> foreign.runUntilComplete(operation))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("belongs to loop `home`", "cannot be used in loop `foreign`");
    }

    @Test
    void areRefusedByName() throws Exception {
        TcpListener listener = home.runUntilComplete(listen());
        TcpStream stream = home.runUntilComplete(connect(listener));

        assertRefused(stream.read(ByteBuffer.allocate(1)));
        assertRefused(stream.readLine());
        assertRefused(stream.write("x"));
        assertRefused(stream.closeAsync(CloseReason.COMPLETED));
        assertRefused(listener.accept());
        assertRefused(listener.closeAsync(CloseReason.COMPLETED));
        assertThat(stream.isOpen()).isTrue();
    }
}
