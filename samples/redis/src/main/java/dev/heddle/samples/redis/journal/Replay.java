package dev.heddle.samples.redis.journal;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.samples.redis.protocol.ProtocolException;
import dev.heddle.samples.redis.protocol.ProtocolLimits;
import dev.heddle.samples.redis.protocol.Request;
import dev.heddle.samples.redis.protocol.RequestParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries out the commands of a journal. A process that was killed may have left half a command, or half a transaction, at
 * the end of it: that part is cut off. Anything else that is no command is damage, and refused. Confined to the loop thread.
 */
public final class Replay {
    /** Carries out one command. */
    @FunctionalInterface
    public interface Executor {
        /** Fails if the command does. */
        void execute(Request request) throws IOException;
    }

    /**
     * What has come of it.
     *
     * @param commands how many have been carried out
     * @param dropped how many bytes at the end of the file were cut off
     */
    public record Result(long commands, long dropped) {}

    private final RequestParser parser = new RequestParser(ProtocolLimits.defaults());
    private final Executor executor;

    /** The commands of a transaction that has begun and not ended. */
    private final List<Request> transaction = new ArrayList<>();

    private boolean inTransaction;

    /** Where the file would end if nothing came behind what has been carried out. */
    private long sound;

    private long commands;

    private Replay(Executor executor) {
        this.executor = executor;
    }

    /** Carries out the commands in {@code file}, if there is one, and cuts off a torn end. A suspension point. */
    @Async
    public static Coroutine<Result> of(Path file, Executor executor) throws IOException {
        if (!Files.exists(file)) {
            return done(new Result(0, 0));
        }
        try (FileChannel channel =
                await(blocking(() -> FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)))) {
            Replay replay = new Replay(executor);
            await(replay.readAll(channel));
            long torn = channel.size() - replay.sound;
            if (torn > 0) {
                channel.truncate(replay.sound);
            }
            return done(new Result(replay.commands, torn));
        }
    }

    @Async
    private Coroutine<Void> readAll(FileChannel channel) throws IOException {
        try {
            while (true) {
                ByteBuffer space = parser.space();
                if (await(blocking(() -> channel.read(space))) < 0) {
                    return done();
                }
                parser.filled();
                while (parser.next()) {
                    take(parser.request());
                }
            }
        } catch (ProtocolException damage) {
            throw new IOException(
                    "the journal is damaged behind byte " + parser.consumed() + ": " + damage.getMessage(), damage);
        }
    }

    private void take(Request request) throws IOException {
        if (request.is(0, "multi")) {
            inTransaction = true;
        } else if (inTransaction && !request.is(0, "exec")) {
            transaction.add(request.copy());
        } else {
            if (!inTransaction) {
                execute(request);
            }
            for (Request each : transaction) {
                execute(each);
            }
            transaction.clear();
            inTransaction = false;
            sound = parser.consumed();
        }
    }

    private void execute(Request request) throws IOException {
        try {
            executor.execute(request);
            commands++;
        } catch (IOException e) {
            throw new IOException("the journal is damaged behind byte " + sound + ": " + e.getMessage(), e);
        }
    }
}
