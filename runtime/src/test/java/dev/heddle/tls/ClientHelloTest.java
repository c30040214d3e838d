package dev.heddle.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** The name in a client's first message, as it comes and as it should not. */
class ClientHelloTest {
    private static byte[] hello(String host) throws Exception {
        SSLEngine engine = Engines.client(Keys.context(), host, TlsOptions.defaults());
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        byte[] bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }

    private static ClientHello in(byte[] bytes) {
        return ClientHello.in(ByteBuffer.wrap(bytes));
    }

    @Test
    void theNameIsFoundInLowerCaseAndNothingIsTaken() throws Exception {
        ByteBuffer content = ByteBuffer.wrap(hello("Some.Example"));
        ClientHello hello = ClientHello.in(content);
        assertThat(hello.isComplete()).isTrue();
        assertThat(hello.serverName()).isEqualTo("some.example");
        assertThat(content.position()).isZero();
    }

    @Test
    void anAddressIsNoName() throws Exception {
        assertThat(in(hello("127.0.0.1")).serverName()).isNull();
        assertThat(in(hello("[::1]")).serverName()).isNull();
        assertThat(in(hello("some.example.")).serverName()).isEqualTo("some.example");
        assertThat(in(hello("not_a_name_of_the_dns")).serverName()).isNull();
    }

    @Test
    void aPartOfItIsIncomplete() throws Exception {
        byte[] whole = hello("some.example");
        for (int length = 0; length < whole.length; length++) {
            assertThat(ClientHello.in(ByteBuffer.wrap(whole, 0, length)).isComplete())
                    .isFalse();
        }
    }

    @Test
    void itMayBeSpreadOverManyRecords() throws Exception {
        byte[] whole = hello("some.example");
        ByteArrayOutputStream spread = new ByteArrayOutputStream();
        for (int i = 5; i < whole.length; i += 3) {
            int length = Math.min(3, whole.length - i);
            spread.writeBytes(new byte[] {22, 3, 1, 0, (byte) length});
            spread.write(whole, i, length);
        }
        assertThat(in(spread.toByteArray()).serverName()).isEqualTo("some.example");
    }

    @Test
    void whatIsSomethingElseIsLeftToTheEngine() {
        assertThat(in("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .isComplete())
                .isTrue();
    }

    @Test
    void whateverIsWrongInItNothingIsThrown() throws Exception {
        byte[] whole = hello("some.example");
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = whole.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            in(changed);
        }
    }

    @Test
    void aMessageThatIsTooLongIsNotWaitedFor() {
        ByteBuffer endless = ByteBuffer.allocate(64 * 1024);
        while (endless.remaining() > 10_000) {
            endless.put((byte) 22).putShort((short) 0x301).putShort((short) 9_000);
            endless.put((byte) 1).put((byte) 0xFF).put(new byte[8_998]);
        }
        assertThat(ClientHello.in(endless.flip()).isComplete()).isTrue();
    }
}
