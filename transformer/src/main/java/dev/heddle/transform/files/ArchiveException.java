package dev.heddle.transform.files;

import java.io.IOException;

/** An archive that is not read any further, and why; the message can be shown as it is. */
public final class ArchiveException extends IOException {
    private static final long serialVersionUID = 1;

    ArchiveException(String message) {
        super(message);
    }
}
