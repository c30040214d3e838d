package dev.heddle.tls;

import javax.net.ssl.SSLException;

/**
 * Thrown when a connection ends without its peer having said, in TLS, that its output is complete: what has been read may be
 * a part of what was meant, cut off by somebody on the way. All that was decrypted before has been handed out.
 */
public final class TlsTruncatedException extends SSLException {
    private static final long serialVersionUID = 1;

    TlsTruncatedException() {
        super("the connection has ended without close_notify: what has come may be cut off");
    }
}
