package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.PipeInput;
import dev.heddle.io.PipeOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * How far {@link Subprocess#communicate} has come with a process. Each of its parts can be cancelled at any time and begun
 * again: what is to be written is a buffer that tells how much of it has been, and what is read stays in its pipe until all
 * of it has come. Confined to the loop thread.
 */
final class Conversation {
    private static final byte[] NOTHING = {};

    private final Subprocess process;
    private final int limit;

    /** What has still to be written; null before the beginning. */
    private @Nullable ByteBuffer input;

    private byte[] output = NOTHING;
    private byte[] errors = NOTHING;
    private boolean outputIsComplete;
    private boolean errorsAreComplete;

    Conversation(Subprocess process, int limit) {
        this.process = process;
        this.limit = limit;
    }

    /** Begins with an input, or goes on with the one there was. */
    void begin(byte[] input) {
        if (this.input == null) {
            this.input = ByteBuffer.wrap(input);
        } else if (input.length > 0) {
            throw new IllegalStateException(process + " has got its input already");
        }
    }

    /** Writes what has still to be written, and the end after it; to nobody, if nobody reads it. */
    @Async
    Coroutine<Void> feed(@Nullable PipeOutput stdin) throws IOException {
        ByteBuffer rest = input;
        boolean isOpen = rest != null && rest.hasRemaining();
        if (stdin == null) {
            if (isOpen) {
                throw new IllegalStateException("the stdin of " + process + " is not a pipe to here");
            }
            return done();
        }
        if (rest != null && isOpen) {
            try {
                await(stdin.write(rest));
            } catch (ClosedChannelException closedHere) {
                throw closedHere;
            } catch (IOException nobodyReads) {
                rest.position(rest.limit());
            }
        }
        return stdin.closeAsync(CloseReason.COMPLETED);
    }

    /** Reads the standard output, unless that has been done. */
    @Async
    Coroutine<Void> collectOutput(@Nullable PipeInput stdout) throws IOException {
        if (stdout != null && !outputIsComplete) {
            output = await(stdout.readAll(limit));
            outputIsComplete = true;
        }
        return done();
    }

    /** Reads the error output, unless that has been done. */
    @Async
    Coroutine<Void> collectErrors(@Nullable PipeInput stderr) throws IOException {
        if (stderr != null && !errorsAreComplete) {
            errors = await(stderr.readAll(limit));
            errorsAreComplete = true;
        }
        return done();
    }

    /** All of it, with the status the process has ended with. */
    ProcessResult result(int status) {
        return new ProcessResult(status, output, errors);
    }
}
