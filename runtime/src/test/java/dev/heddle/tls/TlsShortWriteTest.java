package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.waitAll;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.engine.CutWrites;
import dev.heddle.engine.EngineChoice;
import dev.heddle.engine.Epoll;
import dev.heddle.engine.OnEachEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS over real connections whose system takes the bytes of its records in parts. */
@Timeout(120)
class TlsShortWriteTest extends OnEachEngine {
    private static final int LENGTH = 200;

    /** Less than what a record adds to its content. */
    private static final int OF_A_RECORD = 21;

    private static final byte[] BYTES = new byte[LENGTH];

    static {
        new Random(LENGTH).nextBytes(BYTES);
    }

    private final CutWrites cuts = CutWrites.none();

    private void secured(String protocol, TlsProgram.Body<TlsStream> body) throws Exception {
        EngineChoice choice = engine();
        LoopOptions options = LoopOptions.defaults().engine(() -> {
            try {
                return cuts.of(Epoll.openOrSkip(choice));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        TlsProgram program = new TlsProgram().only(protocol);
        Loop.run(options, TlsProgram.connected((client, server) -> program.secured(client, server, body)));
    }

    @Async
    private static Coroutine<Void> bothWays(TlsStream client, TlsStream server) throws IOException {
        await(client.write(ByteBuffer.wrap(BYTES)));
        assertThat(await(server.readExactly(LENGTH))).isEqualTo(BYTES);
        await(server.write(ByteBuffer.wrap(BYTES, 0, LENGTH / 2), ByteBuffer.wrap(BYTES, LENGTH / 2, LENGTH / 2)));
        assertThat(await(client.readExactly(LENGTH))).isEqualTo(BYTES);
        return done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aHandshakeGoesByCallsThatTakeFewBytes(String protocol) throws Exception {
        for (int most = 1; most < 2_000; most = most < 12 ? most + 1 : 2 * most - 5) {
            TlsProgram.forgetSessions();
            cuts.each(most);
            secured(protocol, TlsShortWriteTest::bothWays);
            assertThat(cuts.cuts()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aRecordThatIsCutAtAnyByteArrivesWhole(String protocol) throws Exception {
        secured(protocol, this::cutAtAnyByte);
    }

    @Async
    private Coroutine<Void> cutAtAnyByte(TlsStream client, TlsStream server) throws IOException {
        for (int offset = 0; offset < LENGTH + OF_A_RECORD; offset++) {
            cuts.after(offset);
            await(client.write(ByteBuffer.wrap(BYTES)));
            assertThat(cuts.cuts()).isEqualTo(1);
            assertThat(await(server.readExactly(LENGTH))).isEqualTo(BYTES);
        }
        return done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aRecordThatACancelledWriteHasLeftIsCompletedByTheNextFromAnyByte(String protocol) throws Exception {
        secured(protocol, this::cancelledAtAnyByte);
    }

    @Async
    private Coroutine<Void> cancelledAtAnyByte(TlsStream client, TlsStream server) throws IOException {
        for (int offset = 0; offset < LENGTH + OF_A_RECORD; offset++) {
            cuts.after(offset);
            ByteBuffer source = ByteBuffer.wrap(BYTES);
            try (TaskScope scope = TaskScope.open()) {
                Task<Void> writing = scope.spawnEagerly(client.write(source));
                assertThat(writing.isDone()).isFalse();
                writing.cancel();
                await(waitAll(List.of(writing)));
            }
            int written = source.position();
            await(client.write("more"));
            assertThat(await(server.readExactly(written))).isEqualTo(Arrays.copyOf(BYTES, written));
            assertThat(await(TlsProgram.text(server, 4))).isEqualTo("more");
        }
        return done();
    }
}
