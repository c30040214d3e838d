package dev.heddle.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates of an authority that only the tests trust, made for this run by the keytool of the running JDK: for
 * {@code localhost}, for {@code other.example}, one for localhost that has expired, and one for a client.
 */
public final class Keys {
    public static final String LOCALHOST = "localhost";
    public static final String OTHER = "other.example";
    public static final String EXPIRED = "expired";
    public static final String CLIENT = "client";
    private static final String AUTHORITY = "authority";
    private static final String PASSWORD = "secret";
    private static final Path FOLDER = made();

    /** Makes the JDK change keys in TLS 1.3 after so many bytes, and ask the peer to do so, too; set before it is first used. */
    private static final String NEW_KEYS_AFTER = "AES/GCM/NoPadding KeyUpdate 2^17";

    static {
        Security.setProperty("jdk.tls.keyLimits", NEW_KEYS_AFTER);
    }

    private static final KeyStore ALL = load(store());

    private Keys() {}

    private static Path made() {
        try {
            Path folder = Files.createTempDirectory("heddle-keys");
            Path store = folder.resolve("keys.p12");
            keytool(store, AUTHORITY, "CN=Authority of the tests", "-ext", "bc:c");
            keytool(store, LOCALHOST, "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-signer", AUTHORITY);
            keytool(store, OTHER, "CN=other", "-ext", "san=dns:" + OTHER, "-signer", AUTHORITY);
            keytool(store, CLIENT, "CN=somebody", "-signer", AUTHORITY);
            keytool(
                    store,
                    EXPIRED,
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost",
                    "-signer",
                    AUTHORITY,
                    "-startdate",
                    "-30d",
                    "-validity",
                    "1");
            writePem(folder);
            return folder;
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(Path store, String alias, String name, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(output);
        }
    }

    private static void writePem(Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = load(folder.resolve("keys.p12"));
        Base64.Encoder base64 = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8));
        for (String alias : List.of(AUTHORITY, LOCALHOST, OTHER, EXPIRED, CLIENT)) {
            StringBuilder pem = new StringBuilder();
            for (Certificate certificate : store.getCertificateChain(alias)) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(base64.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
            Files.writeString(folder.resolve(alias + ".crt"), pem);
            byte[] key = store.getKey(alias, PASSWORD.toCharArray()).getEncoded();
            Files.writeString(
                    folder.resolve(alias + ".key"),
                    "-----BEGIN PRIVATE KEY-----\n" + base64.encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
        }
        try (var files = Files.list(folder)) {
            files.forEach(file -> file.toFile().deleteOnExit());
        }
    }

    private static KeyStore load(Path file) {
        try {
            return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A context that shows those certificates, and trusts the authority of the tests. */
    public static SSLContext context(String... aliases) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            for (String alias : aliases) {
                own.setKeyEntry(
                        alias,
                        ALL.getKey(alias, PASSWORD.toCharArray()),
                        PASSWORD.toCharArray(),
                        ALL.getCertificateChain(alias));
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(AUTHORITY, ALL.getCertificate(AUTHORITY));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The key store with all of them. */
    public static Path store() {
        return FOLDER.resolve("keys.p12");
    }

    /** The password of the key store. */
    public static char[] password() {
        return PASSWORD.toCharArray();
    }

    /** The certificates of {@code alias} as a file for openssl. */
    public static String certificateFile(String alias) {
        return FOLDER.resolve(alias + ".crt").toString();
    }

    /** The key of {@code alias} as a file for openssl. */
    public static String keyFile(String alias) {
        return FOLDER.resolve(alias + ".key").toString();
    }

    /** The authority of the tests as a file for openssl. */
    public static String authorityFile() {
        return certificateFile(AUTHORITY);
    }
}
