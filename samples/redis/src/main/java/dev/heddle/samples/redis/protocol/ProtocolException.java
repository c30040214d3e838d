package dev.heddle.samples.redis.protocol;

import java.io.IOException;

/** What a client sent is no request. Nothing behind it can be understood, so the connection ends. */
public final class ProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    ProtocolException(String what) {
        super("Protocol error: " + what);
    }
}
