package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.Exploration;
import dev.heddle.testing.Fault;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole connections under every cancellation, failure and deadline: all that was opened is closed, and what came is right. */
@Timeout(600)
class TlsExplorationTest {
    private static final byte[] BYTES = new byte[20_000];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (i * 7 + i / 251);
        }
    }

    /** Both ends write and read at the same time, and close. */
    private static final class Exchange implements Exploration.Trial {
        private final TlsProgram program = new TlsProgram();
        private final ByteBuffer atClient = ByteBuffer.allocate(BYTES.length);
        private final ByteBuffer atServer = ByteBuffer.allocate(BYTES.length);

        @Override
        public ScriptedEngine engine() {
            return new ScriptedEngine().bufferSize(8 * 1024);
        }

        @Override
        public Coroutine<?> program() throws Exception {
            return TlsProgram.connected((client, server) -> {
                try (TaskScope scope = TaskScope.open()) {
                    scope.spawn("server", end(TlsStream.server(server, program.serverOptions), atServer));
                    scope.spawn("client", end(TlsStream.client(client, "localhost", program.clientOptions), atClient));
                }
                return done();
            });
        }

        @Async
        private static Coroutine<Void> end(Coroutine<TlsStream> handshake, ByteBuffer target) throws IOException {
            try (TlsStream stream = await(handshake)) {
                try (TaskScope scope = TaskScope.open()) {
                    Task<Void> writing = scope.spawn("writer", stream.write(ByteBuffer.wrap(BYTES)));
                    Task<Void> reading = scope.spawn("reader", stream.readExactly(target));
                    await(writing);
                    await(reading);
                }
                await(stream.shutdownOutput());
                assertThat(await(stream.readLine())).isNull();
            }
            return done();
        }

        /** A peer that was hit is gone, which the other end notices in one way or another. */
        @Override
        public boolean allows(Throwable failure) {
            return hasCause(failure);
        }

        private static boolean hasCause(Throwable failure) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof IOException) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void check() {
            for (ByteBuffer read : new ByteBuffer[] {atClient, atServer}) {
                assertThat(Arrays.equals(read.array(), 0, read.position(), BYTES, 0, read.position()))
                        .isTrue();
            }
        }
    }

    @Test
    void whateverIsCancelledLeavesNothingBehind() {
        assertThat(Exploration.cancelEverywhere(1, Exchange::new)).isGreaterThan(50);
    }

    @Test
    void whateverFailsOrIsLateLeavesNothingBehind() {
        assertThat(Exploration.of(Exchange::new)
                        .faults(Fault.FAILURE, Fault.TIMEOUT)
                        .run())
                .isGreaterThan(50);
    }

    @Test
    void orderDoesNotMatter() {
        assertThat(Exploration.shuffle(20, Exchange::new)).isEqualTo(20);
    }
}
