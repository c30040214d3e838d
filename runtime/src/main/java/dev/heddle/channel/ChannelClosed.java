package dev.heddle.channel;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by operations on a channel that is closed: by sends at once, by receives when nothing is left to receive. An
 * ordinary exception that need not be declared, since the end of a channel is most often a normal one.
 */
public final class ChannelClosed extends RuntimeException {
    private static final long serialVersionUID = 1;

    ChannelClosed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
