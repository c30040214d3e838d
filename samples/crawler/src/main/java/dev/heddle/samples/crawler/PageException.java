package dev.heddle.samples.crawler;

import java.io.IOException;

/** The server has answered with an error. */
final class PageException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    PageException(int status) {
        super("status " + status);
        this.status = status;
    }

    /** True if it is worth asking again: the server is busy or broken just now. */
    boolean mayPass() {
        return status == 429 || status >= 500;
    }
}
