package dev.heddle.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;

/** Error numbers of Linux, the same on x86-64 and AArch64, and the exceptions that the JDK's own channels throw for them. */
final class Errno {
    static final int EPERM = 1;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int EPIPE = 32;
    static final int ENOSYS = 38;
    static final int EPROTO = 71;
    static final int ENOTSOCK = 88;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;
    static final int ENOBUFS = 105;
    static final int ECONNABORTED = 103;
    static final int ECONNRESET = 104;
    static final int EISCONN = 106;
    static final int ENOTCONN = 107;
    static final int ETIMEDOUT = 110;
    static final int ECONNREFUSED = 111;
    static final int EHOSTUNREACH = 113;
    static final int EMSGSIZE = 90;
    static final int EALREADY = 114;
    static final int EINPROGRESS = 115;

    private Errno() {}

    /** The exception for an error of a socket; {@code description} is that of the system. */
    static IOException exception(int errno, String description) {
        return switch (errno) {
            case ECONNRESET -> new SocketException("Connection reset");
            case ECONNREFUSED, ETIMEDOUT, ENOTCONN -> new ConnectException(description);
            case EADDRINUSE, EADDRNOTAVAIL, EACCES -> new BindException(description);
            case EHOSTUNREACH -> new NoRouteToHostException(description);
            case EPROTO -> new ProtocolException(description);
            default -> new SocketException(description);
        };
    }
}
