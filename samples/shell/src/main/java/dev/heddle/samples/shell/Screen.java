package dev.heddle.samples.shell;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.channel.Channel;
import dev.heddle.channel.ChannelClosed;
import dev.heddle.io.ByteInput;
import dev.heddle.io.ByteOutput;
import dev.heddle.io.LineTooLongException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of several processes on one output, each line whole and with the name of its process in front. A process whose lines
 * are not taken waits. Confined to the loop thread.
 */
final class Screen {
    private static final int LINES_AHEAD = 64;
    private static final int LONGEST_LINE = 8 * 1024;

    private final Channel<String> lines = Channel.bounded(LINES_AHEAD);
    private final ByteOutput output;

    Screen(ByteOutput output) {
        this.output = output;
    }

    /** Writes the lines that come, until {@link #close}. A suspension point. */
    @Async
    Coroutine<Void> write() throws IOException {
        try {
            while (true) {
                await(output.write(await(lines.receive())));
            }
        } catch (ChannelClosed over) {
            return done();
        }
    }

    /** No line comes any more. */
    void close() {
        lines.close();
    }

    /** Adds a line. A suspension point, which waits while many lines have not been written. */
    @Async
    Coroutine<Void> line(String name, String text) {
        await(lines.send(name + " | " + text + "\n"));
        return done();
    }

    /** Adds the lines of {@code input} until it ends. A suspension point. */
    @Async
    Coroutine<Void> copy(String name, ByteInput input) {
        try {
            for (String line = await(nextLine(input)); line != null; line = await(nextLine(input))) {
                await(line(name, line));
            }
        } catch (IOException closed) {
            return done(); // the process was left behind with its pipe open
        }
        return done();
    }

    /** The next line, or the next part of one that is too long; null at the end. */
    @Async
    private static Coroutine<@Nullable String> nextLine(ByteInput input) throws IOException {
        try {
            return done(await(input.readLine(LONGEST_LINE)));
        } catch (LineTooLongException consumedNothing) {
            ByteBuffer part = ByteBuffer.allocate(LONGEST_LINE);
            await(input.readExactly(part));
            return done(new String(part.array(), StandardCharsets.UTF_8));
        }
    }
}
