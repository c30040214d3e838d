package dev.heddle.tls;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.tls.TlsProgram.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.TaskCancelledException;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.net.TcpStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends on virtual time, over connections in memory. */
@Timeout(300)
class ScriptedTlsTest {
    /** A handshake is work for the processor; another test has all offsets at once. */
    private static final int OFFSETS_APART = 13;

    private static final int MIB = 1024 * 1024;

    private TlsProgram program = new TlsProgram();

    /** Awaits what has to fail, and gives its exception. */
    @Async
    private static Coroutine<Throwable> failureOf(Coroutine<?> coroutine) {
        try {
            await(coroutine);
        } catch (Exception failure) {
            return done(failure);
        }
        throw new AssertionError("it has not failed");
    }

    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + i / 1000);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void whatIsWrittenAtOneEndIsReadAtTheOther(String protocol) throws Exception {
        program.only(protocol).secured((client, server) -> conversation(client, server, protocol));
    }

    @Async
    private static Coroutine<Void> conversation(TlsStream client, TlsStream server, String protocol)
            throws IOException {
        assertThat(client.session().protocol()).isEqualTo(protocol);
        assertThat(server.session().protocol()).isEqualTo(protocol);
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn("server of the conversation", answer(server));
            await(client.write("hello"));
            assertThat(await(client.readLine())).isEqualTo("good");
            assertThat(await(client.readLine())).isEqualTo("day");
        }
        return done();
    }

    @Async
    private static Coroutine<Void> answer(TlsStream server) throws IOException {
        assertThat(await(text(server, 5))).isEqualTo("hello");
        await(server.write("good\nday\n"));
        return done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void shortReadsAndWritesChangeNothing(String protocol) throws Exception {
        for (int offset = 0; offset < 1400; offset += OFFSETS_APART) {
            int at = offset;
            TlsProgram disturbed = new TlsProgram().only(protocol);
            disturbed.engine.onConnection((client, server) -> {
                client.writeFaults().splitAt(at).blockAt(at + 1);
                client.readFaults().blockAt(at).splitAt(at + 1);
                server.writeFaults().blockAt(at).splitAt(at + 1);
                server.readFaults().splitAt(at).blockAt(at + 1);
            });
            TlsProgram.forgetSessions();
            disturbed.secured((client, server) -> conversation(client, server, protocol));
            assertThat(disturbed.reports).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void callsThatMoveOneByteAndThenWouldBlockChangeNothing(String protocol) throws Exception {
        TlsProgram.forgetSessions();
        program.engine.onConnection((client, server) -> {
            for (int offset = 0; offset < 5000; offset++) {
                client.writeFaults().blockAt(offset);
                client.readFaults().blockAt(offset);
                server.writeFaults().blockAt(offset);
                server.readFaults().blockAt(offset);
            }
        });
        program.only(protocol).secured((client, server) -> conversation(client, server, protocol));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 100})
    void connectionsThatHoldFewBytesChangeNothing(int size) throws Exception {
        TlsProgram.forgetSessions();
        program.engine.bufferSize(size);
        program.secured((client, server) -> conversation(client, server, "TLSv1.3"));
        program = program.again();
        program.engine.bufferSize(size);
        program.secured((client, server) -> conversation(client, server, "TLSv1.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void largeWritesArriveWholeInBothDirectionsAtOnce(String protocol) throws Exception {
        byte[] bytes = pattern(2 * MIB + 17);
        program.only(protocol).secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn("client writes", client.write(bytes));
                scope.spawn(
                        "server writes",
                        server.write(ByteBuffer.wrap(bytes, 0, MIB), ByteBuffer.wrap(bytes, MIB, MIB + 17)));
                Task<byte[]> atServer = scope.spawn("server reads", server.readExactly(bytes.length));
                Task<byte[]> atClient = scope.spawn("client reads", client.readExactly(bytes.length));
                assertThat(Arrays.equals(await(atServer), bytes)).isTrue();
                assertThat(Arrays.equals(await(atClient), bytes)).isTrue();
            }
            return done();
        });
    }

    @Test
    void aReaderGoesOnWhileItsAnswersToNewKeysWaitForAWriter() throws Exception {
        byte[] bytes = pattern(MIB);
        program.engine.bufferSize(4096);
        program.only("TLSv1.3").secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<Void> stuck = scope.spawn("server writes", server.write(pattern(100_000)));
                scope.spawn("client writes", client.write(bytes));
                assertThat(Arrays.equals(await(server.readExactly(bytes.length)), bytes))
                        .isTrue();
                assertThat(stuck.isDone()).isFalse();
                assertThat(Arrays.equals(await(client.readExactly(100_000)), pattern(100_000)))
                        .isTrue();
            }
            return done();
        });
    }

    @Test
    void aPeerThatAsksForManyAnswersAndTakesNoneHasToWait() throws Exception {
        byte[] bytes = pattern(4 * MIB);
        program.engine.bufferSize(4096);
        program.only("TLSv1.3").secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn("server writes", server.write(pattern(100_000)));
                scope.spawn("client writes", client.write(bytes));
                Task<byte[]> reading = scope.spawn("server reads", server.readExactly(bytes.length));
                await(sleep(Duration.ofSeconds(1)));
                assertThat(reading.isDone()).isFalse();
                await(client.readExactly(100_000));
                assertThat(Arrays.equals(await(reading), bytes)).isTrue();
            }
            return done();
        });
    }

    @Async
    private static Coroutine<Void> oneWayAndThenBoth(byte[] bytes, TlsStream client, TlsStream server)
            throws IOException {
        try (TaskScope scope = TaskScope.open()) {
            scope.spawn("client writes", client.write(bytes));
            assertThat(Arrays.equals(await(server.readExactly(bytes.length)), bytes))
                    .isTrue();
        }
        return conversation(client, server, "TLSv1.3");
    }

    @Test
    void newKeysAreAnsweredByWhoOnlyReadsAndByWhoOnlyWrites() throws Exception {
        byte[] bytes = pattern(3 * MIB);
        program.engine.bufferSize(4096);
        program.only("TLSv1.3").secured((client, server) -> oneWayAndThenBoth(bytes, client, server));
    }

    /** They come while nobody reads, more of them than may come in a row otherwise. */
    @Test
    void whoHasWrittenMuchTakesAllTheNewKeysThatAnswerIt() throws Exception {
        byte[] bytes = pattern(8 * MIB);
        program.only("TLSv1.3").secured((client, server) -> oneWayAndThenBoth(bytes, client, server));
    }

    @Test
    void aReaderForWhomManySmallRecordsAreThereLetsOthersRun() throws Exception {
        int records = 2_000;
        program.engine.bufferSize(MIB);
        program.secured((client, server) -> {
            for (int i = 0; i < records; i++) {
                await(client.write(new byte[] {(byte) i}));
            }
            int[] turns = {0};
            try (TaskScope scope = TaskScope.open()) {
                scope.spawnDaemon("other", countTurns(turns));
                await(yieldNow());
                for (int i = 0; i < records; i++) {
                    assertThat(await(server.readExactly(1))).containsExactly(i);
                }
                scope.cancelChildren();
            }
            assertThat(turns[0]).isGreaterThan(records / 100);
            return done();
        });
    }

    @Async
    private static Coroutine<Void> countTurns(int[] turns) {
        while (true) {
            turns[0]++;
            await(yieldNow());
        }
    }

    @Test
    void aServerWhoseClientSaysNothingGivesUpInTime() throws Exception {
        program.plain((client, server) -> {
            Throwable failure = await(failureOf(TlsStream.server(server, program.serverOptions)));
            assertThat(failure).isInstanceOf(SSLHandshakeException.class).hasMessage("no TLS handshake within PT10S");
            assertThat(Loop.current().nanos()).isEqualTo(Duration.ofSeconds(10).toNanos());
            assertThat(await(failureOf(client.readLine()))).isInstanceOf(SocketException.class);
            await(client.closeAsync(CloseReason.COMPLETED));
            return done();
        });
    }

    @Test
    void aClientThatTricklesItsHelloIsNotWaitedForLonger() throws Exception {
        program.serverOptions = program.serverOptions.handshakeWithin(Duration.ofSeconds(3));
        program.plain((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawnDaemon("trickle", trickle(client));
                Throwable failure = await(failureOf(TlsStream.server(server, program.serverOptions)));
                assertThat(failure).isInstanceOf(SSLHandshakeException.class);
                assertThat(Loop.current().nanos())
                        .isEqualTo(Duration.ofSeconds(3).toNanos());
            }
            return client.closeAsync(CloseReason.COMPLETED);
        });
    }

    @Async
    private static Coroutine<Void> trickle(TcpStream client) throws IOException {
        byte[] beginning = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 252, 3, 3};
        for (byte each : beginning) {
            await(client.write(new byte[] {each}));
            await(sleep(Duration.ofSeconds(1)));
        }
        return done();
    }

    @Test
    void aClientWhoseServerSaysNothingGivesUpInTime() throws Exception {
        program.plain((client, server) -> {
            Throwable failure = await(failureOf(TlsStream.client(client, "localhost", program.clientOptions)));
            assertThat(failure).isInstanceOf(SSLHandshakeException.class);
            assertThat(client.isOpen()).isFalse();
            return server.closeAsync(CloseReason.COMPLETED);
        });
    }

    @Test
    void aPeerThatGoesDuringTheHandshakeFailsIt() throws Exception {
        program.plain((client, server) -> {
            await(client.closeAsync(CloseReason.COMPLETED));
            Throwable failure = await(failureOf(TlsStream.server(server, program.serverOptions)));
            assertThat(failure)
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasMessage("the peer has ended the connection during the handshake");
            return done();
        });
    }

    @Test
    void plainHttpSentToATlsPortIsRefusedAndTold() throws Exception {
        program.plain((client, server) -> {
            await(client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            Throwable failure = await(failureOf(TlsStream.server(server, program.serverOptions)));
            assertThat(failure).isInstanceOf(SSLException.class);
            byte[] alert = await(client.readAll(100));
            assertThat(alert).startsWith(21, 3).hasSize(7);
            return client.closeAsync(CloseReason.COMPLETED);
        });
    }

    @Test
    void aRecordThatWasChangedOnTheWayFailsTheReaderOnceAndForAll() throws Exception {
        program.secured((client, server) -> {
            await(client.write("before"));
            await(client.transport().write(new byte[] {
                23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
            }));
            assertThat(await(text(server, 6))).isEqualTo("before");
            Throwable failure = await(failureOf(server.readLine()));
            assertThat(failure).isInstanceOf(SSLException.class);
            assertThat(await(failureOf(server.readLine())))
                    .isInstanceOf(SSLException.class)
                    .hasMessageStartingWith("the connection has failed before: ");
            assertThat(await(failureOf(server.write("x")))).isInstanceOf(SSLException.class);
            assertThat(await(failureOf(client.readLine()))).hasMessageContaining("bad_record_mac");
            return done();
        });
    }

    @Test
    void anEndWithoutCloseNotifyIsAnErrorAfterAllThatCameBefore() throws Exception {
        program.secured((client, server) -> {
            await(client.write("half of "));
            await(client.transport().shutdownOutput());
            assertThat(await(text(server, 8))).isEqualTo("half of ");
            assertThat(await(failureOf(server.readLine()))).isInstanceOf(TlsTruncatedException.class);
            assertThat(await(failureOf(server.readLine()))).isInstanceOf(TlsTruncatedException.class);
            return done();
        });
    }

    @Test
    void anEndWithoutCloseNotifyIsAnEndForThoseWhoAcceptIt() throws Exception {
        program.serverOptions = program.serverOptions.acceptingTruncation();
        program.secured((client, server) -> {
            await(client.write("all"));
            await(client.transport().shutdownOutput());
            assertThat(new String(await(server.readAll(10)), UTF_8)).isEqualTo("all");
            await(server.write("answer"));
            assertThat(await(text(client, 6))).isEqualTo("answer");
            return done();
        });
    }

    @Test
    void aRecordCutInTheMiddleIsAnErrorToo() throws Exception {
        program.secured((client, server) -> {
            await(client.transport().write(new byte[] {23, 3, 3, 0, 40, 1, 2}));
            await(client.transport().shutdownOutput());
            assertThat(await(failureOf(server.readLine()))).isInstanceOf(TlsTruncatedException.class);
            return done();
        });
    }

    @Test
    void eachEndMayEndItsOutputAloneInTls13() throws Exception {
        program.secured((client, server) -> {
            await(client.write("question"));
            await(client.shutdownOutput());
            await(client.shutdownOutput());
            assertThat(new String(await(server.readAll(100)), UTF_8)).isEqualTo("question");
            assertThat(await(server.readLine())).isNull();
            await(server.write("long answer"));
            assertThat(await(text(client, 11))).isEqualTo("long answer");
            assertThat(await(failureOf(client.write("more")))).isInstanceOf(ClosedChannelException.class);
            await(server.shutdownOutput());
            assertThat(await(client.readLine())).isNull();
            return done();
        });
    }

    @Test
    void theEndOfOneIsTheEndOfBothInTls12() throws Exception {
        program.only("TLSv1.2").secured((client, server) -> {
            await(client.write("question"));
            await(client.shutdownOutput());
            assertThat(new String(await(server.readAll(100)), UTF_8)).isEqualTo("question");
            assertThat(await(failureOf(server.write("answer")))).isInstanceOf(ClosedChannelException.class);
            return done();
        });
    }

    @Test
    void closingTellsThePeerAndWaitsForItsEnd() throws Exception {
        program.secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<Void> closing = scope.spawn("closing", client.closeAsync(CloseReason.COMPLETED));
                assertThat(await(server.readLine())).isNull();
                assertThat(closing.isDone()).isFalse();
                await(server.write("thrown away"));
                await(server.closeAsync(CloseReason.COMPLETED));
                await(closing);
            }
            assertThat(Loop.current().nanos()).isZero();
            assertThat(await(failureOf(client.write("x")))).isInstanceOf(ClosedChannelException.class);
            assertThat(await(failureOf(client.readLine()))).isInstanceOf(ClosedChannelException.class);
            return done();
        });
    }

    @Test
    void aPeerThatDoesNotEndIsWaitedForNoLongerThanTheDeadline() throws Exception {
        program.secured((client, server) -> {
            await(client.closeAsync(CloseReason.COMPLETED));
            assertThat(Loop.current().nanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
            assertThat(await(server.readLine())).isNull();
            return done();
        });
    }

    @Test
    void aPeerThatTakesNothingIsWaitedForNoLongerThanTheDeadline() throws Exception {
        program.engine.bufferSize(4096);
        program.clientOptions = program.clientOptions.shutdownWithin(Duration.ofSeconds(2));
        program.secured((client, server) -> {
            byte[] bytes = pattern(100_000);
            try (TaskScope scope = TaskScope.open()) {
                Task<Void> writing = scope.spawn("writing", client.write(bytes));
                await(sleep(Duration.ofSeconds(1)));
                writing.cancel();
                await(failureOf(writing.toCoroutine()));
            }
            await(client.closeAsync(CloseReason.COMPLETED));
            assertThat(Loop.current().nanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
            assertThat(await(failureOf(server.readExactly(bytes.length)))).isInstanceOf(SocketException.class);
            return done();
        });
    }

    @Test
    void closingAfterAFailureTellsNothingAndResets() throws Exception {
        program.secured((client, server) -> {
            await(client.write("half"));
            await(client.closeAsync(CloseReason.FAILED));
            assertThat(await(failureOf(server.readAll(100)))).isInstanceOf(SocketException.class);
            return done();
        });
    }

    @Test
    void closingUnderAReaderFailsIt() throws Exception {
        program.secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<String> reading = scope.spawn("reading", client.readLine());
                await(sleep(Duration.ofMillis(1)));
                await(client.closeAsync(CloseReason.COMPLETED));
                assertThat(await(failureOf(reading.toCoroutine()))).isInstanceOf(AsynchronousCloseException.class);
                assertThat(await(server.readLine())).isNull();
            } catch (Exception told) {
                assertThat(told).hasRootCauseInstanceOf(AsynchronousCloseException.class);
            }
            return done();
        });
    }

    @Test
    void closingUnderAWriterCutsTheConnection() throws Exception {
        program.engine.bufferSize(4096);
        program.secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<Throwable> writing = scope.spawn("writing", failureOf(client.write(pattern(100_000))));
                Task<Throwable> reading = scope.spawn("reading", failureOf(server.readAll(200_000)));
                await(yieldNow());
                await(client.closeAsync(CloseReason.COMPLETED));
                assertThat(await(writing)).isInstanceOf(AsynchronousCloseException.class);
                assertThat(await(reading)).isInstanceOf(IOException.class);
            }
            return done();
        });
    }

    @Test
    void aCancelledReadHasLostNothing() throws Exception {
        program.secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<byte[]> reading = scope.spawn("reading", server.readExactly(11));
                await(client.write("hello "));
                await(sleep(Duration.ofMillis(1)));
                reading.cancel();
                assertThat(await(failureOf(reading.toCoroutine()))).isInstanceOf(TaskCancelledException.class);
            }
            await(client.write("world"));
            assertThat(await(text(server, 11))).isEqualTo("hello world");
            return done();
        });
    }

    @Test
    void aCancelledWriteHasWrittenWhatItsPositionTells() throws Exception {
        program.engine.bufferSize(4096);
        byte[] bytes = pattern(200_000);
        program.secured((client, server) -> {
            ByteBuffer source = ByteBuffer.wrap(bytes);
            try (TaskScope scope = TaskScope.open()) {
                Task<Void> writing = scope.spawn("writing", client.write(source));
                await(server.readExactly(10_000));
                await(sleep(Duration.ofMillis(1)));
                writing.cancel();
                await(failureOf(writing.toCoroutine()));
            }
            int written = source.position();
            assertThat(written).isBetween(10_000, 100_000);
            try (TaskScope scope = TaskScope.open()) {
                scope.spawn("writing", client.write("then this"));
                byte[] rest = await(server.readExactly(written - 10_000));
                assertThat(Arrays.equals(rest, 0, rest.length, bytes, 10_000, written))
                        .isTrue();
                assertThat(await(text(server, 9))).isEqualTo("then this");
            }
            return done();
        });
    }

    @Test
    void aSecondReaderAndASecondWriterAreRefused() throws Exception {
        program.engine.bufferSize(4096);
        program.secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                scope.spawnDaemon("first", client.readLine());
                scope.spawnDaemon("writer", client.write(pattern(100_000)));
                await(sleep(Duration.ofMillis(1)));
                assertThat(await(failureOf(client.readLine()))).isInstanceOf(IllegalStateException.class);
                assertThat(await(failureOf(client.write("x"))))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("writer");
                assertThat(await(failureOf(client.shutdownOutput()))).isInstanceOf(IllegalStateException.class);
                scope.cancelChildren();
            }
            return client.closeAsync(CloseReason.FAILED);
        });
    }

    @Test
    void aLiveStreamIsUpgraded() throws Exception {
        program.plain((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<String> served = scope.spawn("server", upgradeServer(server));
                await(client.write("STARTTLS\r\n"));
                assertThat(await(client.readLine())).isEqualTo("220 go ahead");
                try (TlsStream secured = await(TlsStream.startTlsClient(client, "localhost", program.clientOptions))) {
                    await(secured.write("secret\r\n"));
                    assertThat(await(served)).isEqualTo("secret");
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<String> upgradeServer(TcpStream server) throws IOException {
        assertThat(await(server.readLine())).isEqualTo("STARTTLS");
        await(server.write("220 go ahead\r\n"));
        try (TlsStream secured = await(TlsStream.startTlsServer(server, program.serverOptions))) {
            return done(await(secured.readLine()));
        }
    }

    @Test
    void whatWasSentInPlainTextBehindTheAgreementIsHandedToNobody() throws Exception {
        program.plain((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<String> served = scope.spawn("server", upgradeServer(server));
                await(client.write("STARTTLS\r\nMAIL FROM:<somebody@else>\r\n"));
                assertThat(await(client.readLine())).isEqualTo("220 go ahead");
                assertThat(await(failureOf(client.readLine()))).isInstanceOf(SocketException.class);
                await(served);
            } catch (Exception refused) {
                assertThat(refused)
                        .rootCause()
                        .isInstanceOf(SSLException.class)
                        .hasMessageStartingWith("27 bytes came in plain text after the agreement to start TLS");
            }
            return client.closeAsync(CloseReason.COMPLETED);
        });
    }

    @Test
    void aClientRefusesWhatCameInPlainTextBehindTheAgreement() throws Exception {
        program.plain((client, server) -> {
            await(server.write("220 go ahead\r\n250 injected\r\n"));
            assertThat(await(client.readLine())).isEqualTo("220 go ahead");
            Throwable failure = await(failureOf(TlsStream.startTlsClient(client, "localhost", program.clientOptions)));
            assertThat(failure).isInstanceOf(SSLException.class).hasMessageStartingWith("14 bytes came in plain text");
            assertThat(client.isOpen()).isFalse();
            return server.closeAsync(CloseReason.COMPLETED);
        });
    }

    @Test
    void theServerChoosesItsContextByTheNameTheClientAsksFor() throws Exception {
        program.serverOptions =
                program.serverOptions.contextFor(name -> name.equals(Keys.OTHER) ? Keys.context(Keys.OTHER) : null);
        program.clientOptions = program.clientOptions.serverName(Keys.OTHER);
        program.engine.bufferSize(100);
        program.secured((client, server) -> {
            assertThat(server.session().serverName()).isEqualTo(Keys.OTHER);
            assertThat(client.session()
                            .peerCertificates()
                            .get(0)
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=other");
            return conversation(client, server, "TLSv1.3");
        });
        program = program.again();
        program.clientOptions = program.clientOptions.serverName("localhost");
        program.secured((client, server) -> {
            assertThat(client.session()
                            .peerCertificates()
                            .get(0)
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=localhost");
            return conversation(client, server, "TLSv1.3");
        });
    }

    @Test
    void theJdkChoosesAmongTheCertificatesOfAContextByTheName() throws Exception {
        program.serverOptions = TlsProgram.options(Keys.context(Keys.LOCALHOST, Keys.OTHER));
        program.clientOptions = program.clientOptions.serverName(Keys.OTHER);
        program.secured((client, server) -> conversation(client, server, "TLSv1.3"));
        program = program.again();
        program.clientOptions = program.clientOptions.serverName("localhost");
        program.secured((client, server) -> conversation(client, server, "TLSv1.3"));
    }

    @Test
    void theFirstProtocolOfTheServerThatBothSpeakIsChosen() throws Exception {
        program.serverOptions = program.serverOptions.applicationProtocols("h2", "http/1.1");
        program.clientOptions = program.clientOptions.applicationProtocols("http/1.1", "h2", "x");
        program.secured((client, server) -> {
            assertThat(client.session().applicationProtocol()).isEqualTo("h2");
            assertThat(server.session().applicationProtocol()).isEqualTo("h2");
            return done();
        });
    }

    @Test
    void protocolsWithNothingInCommonFailBothEnds() throws Exception {
        program.serverOptions = program.serverOptions.applicationProtocols("h2");
        program.clientOptions = program.clientOptions.applicationProtocols("smtp");
        List<Throwable> failures = failures();
        assertThat(failures).allMatch(failure -> failure instanceof SSLHandshakeException);
        assertThat(failures.get(0)).hasMessageContaining("no_application_protocol");
    }

    /** What the handshakes of client and server fail with. */
    private List<Throwable> failures() throws Exception {
        Throwable[] failures = new Throwable[2];
        program.plain((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<Throwable> atServer =
                        scope.spawn("server", failureOf(TlsStream.server(server, program.serverOptions)));
                failures[0] = await(failureOf(TlsStream.client(client, "localhost", program.clientOptions)));
                failures[1] = await(atServer);
            }
            return done();
        });
        return List.of(failures);
    }

    @Test
    void aCertificateForAnotherHostIsRefusedAndTheServerTold() throws Exception {
        program.serverOptions = TlsProgram.options(Keys.context(Keys.OTHER));
        List<Throwable> failures = failures();
        assertThat(failures.get(0)).isInstanceOf(SSLHandshakeException.class).hasMessageContaining("localhost");
        assertThat(failures.get(1))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("certificate_unknown");
    }

    @Test
    void aCertificateForAnotherHostIsAcceptedByThoseWhoSaySo() throws Exception {
        program.serverOptions = TlsProgram.options(Keys.context(Keys.OTHER));
        program.clientOptions = program.clientOptions.dangerouslyAcceptingAnyHostName();
        program.secured((client, server) -> conversation(client, server, "TLSv1.3"));
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        program.serverOptions = TlsProgram.options(Keys.context(Keys.EXPIRED));
        assertThat(failures().get(0)).isInstanceOf(SSLHandshakeException.class).hasStackTraceContaining("NotAfter");
    }

    @Test
    void aCertificateOfSomeAuthorityIsRefused() throws Exception {
        program.clientOptions = TlsProgram.options(SSLContext.getDefault());
        assertThat(failures().get(0))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void aClientShowsItsCertificateWhenTheServerAsks() throws Exception {
        program.clientOptions = TlsProgram.options(Keys.context(Keys.CLIENT));
        program.serverOptions = program.serverOptions.needingClientCertificate();
        program.secured((client, server) -> {
            assertThat(server.session()
                            .peerCertificates()
                            .get(0)
                            .getSubjectX500Principal()
                            .getName())
                    .isEqualTo("CN=somebody");
            return done();
        });
        program = new TlsProgram();
        program.serverOptions = program.serverOptions.wantingClientCertificate();
        program.secured((client, server) -> {
            assertThat(server.session().peerCertificates()).isEmpty();
            return conversation(client, server, "TLSv1.3");
        });
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsNeeded() throws Exception {
        program.only("TLSv1.2");
        program.serverOptions = program.serverOptions.needingClientCertificate();
        assertThat(failures()).allMatch(failure -> failure instanceof SSLHandshakeException);
    }

    @Test
    void aClientWithoutACertificateLearnsItInTls13WhenItReads() throws Exception {
        program.serverOptions = program.serverOptions.needingClientCertificate();
        program.plain((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<Throwable> atServer =
                        scope.spawn("server", failureOf(TlsStream.server(server, program.serverOptions)));
                TlsStream secured = await(TlsStream.client(client, "localhost", program.clientOptions));
                assertThat(await(failureOf(secured.readLine())))
                        .isInstanceOf(SSLException.class)
                        .hasMessageContaining("certificate");
                assertThat(await(atServer)).isInstanceOf(SSLHandshakeException.class);
                await(secured.closeAsync(CloseReason.COMPLETED));
            }
            return done();
        });
    }

    @Test
    void tlsGoesOverTls() throws Exception {
        program.secured((client, server) -> {
            try (TaskScope scope = TaskScope.open()) {
                Task<TlsStream> inner = scope.spawn("inner", TlsStream.server(server, program.serverOptions));
                TlsStream innerClient = await(TlsStream.client(client, "localhost", program.clientOptions));
                await(conversation(innerClient, await(inner), "TLSv1.3"));
                scope.spawn("end", innerClient.closeAsync(CloseReason.COMPLETED));
                await(await(inner).closeAsync(CloseReason.COMPLETED));
            }
            return done();
        });
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThatThrownBy(() -> TlsOptions.defaults().handshakeWithin(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing can be done within PT0S");
    }
}
