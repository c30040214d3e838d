package dev.heddle.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client of TLS 1.2 that makes its records itself, so that it can send what no proper one does. It speaks one cipher suite,
 * ECDHE-ECDSA with AES-128-GCM and SHA-256 (RFC 5246, RFC 5288, RFC 8422), and believes whatever certificate it is shown. For
 * blocking code.
 */
final class HandmadeClient implements AutoCloseable {
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int DATA = 23;

    /** {@code unexpected_message} as a mere warning. */
    static final byte[] WARNING = {1, 10};

    private static final int SERVER_HELLO = 2;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int KEY_LENGTH = 16;
    private static final int SALT_LENGTH = 4;
    private static final int NONCE_LENGTH = 8;
    private static final int TAG_BITS = 128;
    private static final int COORDINATE_LENGTH = 32;

    private final Socket socket;
    private final DataInputStream input;
    private final OutputStream output;
    private final MessageDigest transcript;
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final byte[] random = new byte[32];
    private byte[] ofServer = new byte[0];
    private byte[] keys = new byte[0];
    private byte[] master = new byte[0];
    private long sent;
    private long received;

    HandmadeClient(int port) throws IOException, GeneralSecurityException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
        input = new DataInputStream(socket.getInputStream());
        output = socket.getOutputStream();
        transcript = MessageDigest.getInstance("SHA-256");
    }

    /** Sends bytes as they are. */
    void send(byte[] bytes) throws IOException {
        output.write(bytes);
    }

    /** A record that is not encrypted. */
    static byte[] record(int type, byte... content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putShort((short) 0x303)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    private static byte[] message(int type, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .putInt(type << 24 | content.length)
                .put(content)
                .array();
    }

    /** The first message. */
    byte[] hello() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream hello = new DataOutputStream(bytes);
        hello.writeShort(0x303);
        hello.write(random);
        hello.writeByte(0);
        hello.write(new byte[] {0, 2, (byte) 0xC0, 0x2B, 1, 0});
        byte[] name = "localhost".getBytes(US_ASCII);
        ByteBuffer extensions = ByteBuffer.allocate(100);
        extensions.put(new byte[] {0, 10, 0, 4, 0, 2, 0, 23}); // the group secp256r1
        extensions.put(new byte[] {0, 11, 0, 2, 1, 0}); // its points uncompressed
        extensions.put(new byte[] {0, 13, 0, 8, 0, 6, 4, 3, 5, 3, 6, 3}); // signatures by ECDSA with SHA-2
        extensions.put(new byte[] {(byte) 0xFF, 1, 0, 1, 0}); // no handshake before this one
        extensions.putShort((short) 0).putShort((short) (name.length + 5));
        extensions.putShort((short) (name.length + 3)).put((byte) 0);
        extensions.putShort((short) name.length).put(name);
        hello.writeShort(extensions.position());
        hello.write(extensions.array(), 0, extensions.position());
        return message(1, bytes.toByteArray());
    }

    /** Does a handshake whose first message comes in records, and packets, of so many bytes. */
    HandmadeClient handshake(int piece) throws IOException, GeneralSecurityException {
        byte[] hello = hello();
        for (int i = 0; i < hello.length; i += piece) {
            send(record(HANDSHAKE, Arrays.copyOfRange(hello, i, Math.min(hello.length, i + piece))));
        }
        transcript.update(hello);
        byte[] pointOfServer = new byte[0];
        for (byte[] message = next(); message[0] != SERVER_HELLO_DONE; message = next()) {
            if (message[0] == SERVER_HELLO) {
                ofServer = Arrays.copyOfRange(message, 6, 38);
            } else if (message[0] == SERVER_KEY_EXCHANGE) {
                pointOfServer = Arrays.copyOfRange(message, 8, 8 + message[7]);
            }
        }
        agree(pointOfServer);
        return this;
    }

    /** The next message of the server, which is not encrypted yet. */
    private byte[] next() throws IOException {
        while (messages.size() < 4 || messages.size() < 4 + length(messages.toByteArray())) {
            messages.write(content(HANDSHAKE));
        }
        byte[] all = messages.toByteArray();
        int end = 4 + length(all);
        messages.reset();
        messages.write(all, end, all.length - end);
        transcript.update(all, 0, end);
        return Arrays.copyOf(all, end);
    }

    private static int length(byte[] message) {
        return ByteBuffer.wrap(message).getInt() & 0xFFFFFF;
    }

    /** What is in the next record, which has to be of this type. */
    private byte[] content(int type) throws IOException {
        int came = input.readUnsignedByte();
        input.readUnsignedShort();
        byte[] content = input.readNBytes(input.readUnsignedShort());
        if (came != type) {
            throw new IOException("a record of type " + came + " has come: " + Arrays.toString(content));
        }
        return content;
    }

    private void agree(byte[] pointOfServer) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey own = (ECPublicKey) pair.getPublic();
        ECPoint point = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(pointOfServer, 1, 1 + COORDINATE_LENGTH)),
                new BigInteger(1, Arrays.copyOfRange(pointOfServer, 1 + COORDINATE_LENGTH, pointOfServer.length)));
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(pair.getPrivate());
        agreement.doPhase(
                KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, own.getParams())), true);
        master = derived(agreement.generateSecret(), "master secret", concat(random, ofServer), 48);
        keys = derived(master, "key expansion", concat(ofServer, random), 2 * (KEY_LENGTH + SALT_LENGTH));

        byte[] exchange = concat(
                new byte[] {1 + 2 * COORDINATE_LENGTH, 4},
                coordinate(own.getW().getAffineX()),
                coordinate(own.getW().getAffineY()));
        byte[] keyExchange = message(16, exchange);
        transcript.update(keyExchange);
        send(record(HANDSHAKE, keyExchange));
        send(record(CHANGE_CIPHER_SPEC, (byte) 1));
        byte[] finished = message(20, derived(master, "client finished", transcript.digest(), 12));
        send(encrypted(HANDSHAKE, finished));
        content(CHANGE_CIPHER_SPEC);
        decrypted(HANDSHAKE);
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_LENGTH];
        int length = Math.min(bytes.length, COORDINATE_LENGTH);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_LENGTH - length, length);
        return fixed;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The pseudorandom function of TLS 1.2. */
    private static byte[] derived(byte[] secret, String label, byte[] seed, int length)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] whole = concat(label.getBytes(US_ASCII), seed);
        byte[] result = new byte[0];
        for (byte[] a = mac.doFinal(whole); result.length < length; a = mac.doFinal(a)) {
            result = concat(result, mac.doFinal(concat(a, whole)));
        }
        return Arrays.copyOf(result, length);
    }

    /** The next record, of whatever type and content. */
    byte[] encrypted(int type, byte... content) throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_LENGTH).putLong(sent).array();
        Cipher cipher = cipher(Cipher.ENCRYPT_MODE, 0, nonce, sent++, type, content.length);
        return record(type, concat(nonce, cipher.doFinal(content)));
    }

    /** What is in the next record of the server. */
    byte[] decrypted(int type) throws IOException, GeneralSecurityException {
        byte[] content = content(type);
        byte[] nonce = Arrays.copyOf(content, NONCE_LENGTH);
        int length = content.length - NONCE_LENGTH - TAG_BITS / 8;
        return cipher(Cipher.DECRYPT_MODE, 1, nonce, received++, type, length)
                .doFinal(content, NONCE_LENGTH, content.length - NONCE_LENGTH);
    }

    /** For what the side of that number sends; the client's is 0. */
    private Cipher cipher(int mode, int side, byte[] nonce, long sequence, int type, int length)
            throws GeneralSecurityException {
        SecretKeySpec key = new SecretKeySpec(keys, side * KEY_LENGTH, KEY_LENGTH, "AES");
        int salt = 2 * KEY_LENGTH + side * SALT_LENGTH;
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] whole = concat(Arrays.copyOfRange(keys, salt, salt + SALT_LENGTH), nonce);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, whole));
        cipher.updateAAD(ByteBuffer.allocate(13)
                .putLong(sequence)
                .put((byte) type)
                .putShort((short) 0x303)
                .putShort((short) length)
                .flip());
        return cipher;
    }

    /** Reads, and throws away, until the server ends or breaks the connection. */
    void awaitEnd() throws IOException {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
