package dev.heddle.tls;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is to be secured. What is not set otherwise: TLS 1.3 or 1.2, the certificate of a server checked with
 * {@link SSLContext#getDefault} and against the host name, ten seconds for the handshake, five for the end, and an end that
 * the peer has not announced is an error. Immutable.
 */
public final class TlsOptions {
    private static final TlsOptions DEFAULTS = new TlsOptions();
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

    /** Whether a server asks for a certificate. */
    enum ClientCertificate {
        IGNORED,
        WANTED,
        NEEDED
    }

    /** Whether a client compares the certificate with the name of the host. */
    enum HostName {
        VERIFIED,
        IGNORED
    }

    /** Where the work of a handshake is done that takes long. */
    @FunctionalInterface
    interface Computing {
        Coroutine<?> run(Runnable work);
    }

    @Nullable
    SSLContext context;

    @Nullable
    Function<? super String, ? extends @Nullable SSLContext> contexts;

    List<String> applicationProtocols = List.of();
    List<String> protocols = List.of("TLSv1.3", "TLSv1.2");
    List<String> cipherSuites = List.of();

    @Nullable
    String serverName;

    ClientCertificate clientCertificate = ClientCertificate.IGNORED;
    HostName hostName = HostName.VERIFIED;
    Records.Truncation truncation = Records.Truncation.IS_AN_ERROR;
    Duration handshake = Duration.ofSeconds(10);
    Duration shutdown = Duration.ofSeconds(5);
    Computing computing = work -> Coroutines.blocking(() -> {
        work.run();
        return Boolean.TRUE;
    });

    private TlsOptions() {}

    private TlsOptions(TlsOptions other) {
        context = other.context;
        contexts = other.contexts;
        applicationProtocols = other.applicationProtocols;
        protocols = other.protocols;
        cipherSuites = other.cipherSuites;
        serverName = other.serverName;
        clientCertificate = other.clientCertificate;
        hostName = other.hostName;
        truncation = other.truncation;
        handshake = other.handshake;
        shutdown = other.shutdown;
        computing = other.computing;
    }

    private TlsOptions with(Consumer<? super TlsOptions> change) {
        TlsOptions changed = new TlsOptions(this);
        change.accept(changed);
        return changed;
    }

    /** For clients: trusts whom the JDK trusts. */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /** With the keys and the trust of {@code context}; a server needs one with a key. */
    public static TlsOptions of(SSLContext context) {
        return DEFAULTS.with(copy -> copy.context = context);
    }

    /**
     * The same for a server with several names: the context for the name that a client asks for (SNI), in lower case. Null
     * stands for the context given to {@link #of}, which is for clients without a name, too. It is called on the loop and must
     * not block. To choose among certificates only, one context of the JDK with all of them in its key store is enough.
     */
    public TlsOptions contextFor(Function<? super String, ? extends @Nullable SSLContext> contexts) {
        return with(copy -> copy.contexts = contexts);
    }

    /**
     * The same with ALPN: the protocols that may be spoken, most wanted first; a server's order counts. A handshake fails
     * when both ends have such a list and nothing in common.
     */
    public TlsOptions applicationProtocols(String... names) {
        return with(copy -> copy.applicationProtocols = List.of(names));
    }

    /** The same with other versions of TLS, by their names in {@link SSLParameters}: {@code "TLSv1.3"} alone, for example. */
    public TlsOptions protocols(String... names) {
        return with(copy -> copy.protocols = List.of(names));
    }

    /** The same with these cipher suites only, instead of those that the context enables. */
    public TlsOptions cipherSuites(String... names) {
        return with(copy -> copy.cipherSuites = List.of(names));
    }

    /** The same for a client that asks for another name than that of the host, and verifies that one. */
    public TlsOptions serverName(String name) {
        return with(copy -> copy.serverName = name);
    }

    /** The same for a server that asks for a certificate and goes on without; one that is shown must be trusted. */
    public TlsOptions wantingClientCertificate() {
        return with(copy -> copy.clientCertificate = ClientCertificate.WANTED);
    }

    /** The same for a server that speaks only with clients whose certificate its context trusts. */
    public TlsOptions needingClientCertificate() {
        return with(copy -> copy.clientCertificate = ClientCertificate.NEEDED);
    }

    /** The same with so much time for the handshake, counted from the end of connecting or accepting. */
    public TlsOptions handshakeWithin(Duration time) {
        return with(copy -> copy.handshake = positive(time));
    }

    /**
     * The same with so much time for a connection that ends in order: to write what is left, and for the peer to end its
     * output as well. When it has passed the connection is closed as after a failure.
     */
    public TlsOptions shutdownWithin(Duration time) {
        return with(copy -> copy.shutdown = positive(time));
    }

    private static Duration positive(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("nothing can be done within " + time);
        }
        return time.compareTo(LONGEST) > 0 ? LONGEST : time;
    }

    /**
     * The same for a protocol that tells itself where its messages end: when the stream beneath ends without close_notify,
     * that is taken for the end, where otherwise a {@link TlsTruncatedException} is thrown.
     */
    public TlsOptions acceptingTruncation() {
        return with(copy -> copy.truncation = Records.Truncation.IS_AN_END);
    }

    /**
     * The same for a client that speaks with whoever shows a trusted certificate, whatever its name. Anybody with any such
     * certificate can then read and change everything. Where the name in the certificate is another than that of the host,
     * {@link #serverName} is right.
     */
    public TlsOptions dangerouslyAcceptingAnyHostName() {
        return with(copy -> copy.hostName = HostName.IGNORED);
    }

    /** The same with the work that takes long done elsewhere than on the threads for blocking calls. */
    TlsOptions computing(Computing computing) {
        return with(copy -> copy.computing = computing);
    }
}
