package dev.heddle.samples.redis.journal;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.blocking;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.DeadlineExceeded;
import dev.heddle.annotation.Async;
import dev.heddle.samples.redis.protocol.Replies;
import dev.heddle.samples.redis.protocol.Request;
import dev.heddle.sync.Event;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A journal in a file that Redis can read. Commands are gathered while the ones before are being written, and written
 * together: however many clients wait, the disk is asked once for all. The loop never waits for the disk.
 *
 * <p>Confined to the loop thread.
 */
public final class FileJournal implements Journal, AsyncCloseable {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Request MULTI = Request.of("MULTI".getBytes(US_ASCII));
    private static final Request EXEC = Request.of("EXEC".getBytes(US_ASCII));

    /** Commands that are written together. */
    private static final class Batch {
        final Replies commands = new Replies();
        final Event written = new Event();
    }

    /** What happens in a transaction. */
    private enum Bracket {
        NONE,
        WANTED,
        OPEN
    }

    private final FileOutputStream file;
    private final SyncPolicy policy;
    private final Event more = new Event().named("change for the journal");
    private Batch filling = new Batch();

    /** Handed to the operating system just now; null if nothing is. */
    private Batch writing;

    private Bracket bracket = Bracket.NONE;
    private int database = -1;
    private boolean unsynced;
    private boolean broken;
    private boolean closed;

    private FileJournal(FileOutputStream file, SyncPolicy policy) {
        this.file = file;
        this.policy = policy;
    }

    /** Opens a journal that goes on at the end of {@code file}. Not a suspension point. */
    public static FileJournal open(Path file, SyncPolicy policy) throws IOException {
        return new FileJournal(new FileOutputStream(file.toFile(), true), policy);
    }

    @Override
    public void append(int database, Request request) {
        if (bracket == Bracket.WANTED) {
            filling.commands.request(MULTI);
            bracket = Bracket.OPEN;
        }
        if (this.database != database) {
            this.database = database;
            filling.commands.request(Request.of(
                    "SELECT".getBytes(US_ASCII), Integer.toString(database).getBytes(US_ASCII)));
        }
        filling.commands.request(request);
        more.set();
    }

    @Override
    public void openTransaction() {
        bracket = Bracket.WANTED;
    }

    @Override
    public void closeTransaction() {
        if (bracket == Bracket.OPEN) {
            filling.commands.request(EXEC);
        }
        bracket = Bracket.NONE;
    }

    @Override
    public boolean isSettled() {
        return writing == null && filling.commands.isEmpty();
    }

    @Override
    @Async
    public Coroutine<Void> settle() {
        Batch last = filling.commands.isEmpty() ? writing : filling;
        if (last != null) {
            await(last.written);
        }
        return done();
    }

    /** Writes what is appended, until it is cancelled. To be run as a task; fails if the file cannot be written. */
    @Async
    public Coroutine<Void> write() throws IOException {
        while (true) {
            await(more);
            more.clear();
            while (!filling.commands.isEmpty()) {
                takeBatch();
                await(blocking(this::writeBatch));
                settled();
            }
        }
    }

    /** Forces to the disk what has been written, every second, if that is the policy. To be run as a task. */
    @Async
    public Coroutine<Void> sync() throws IOException {
        while (policy == SyncPolicy.EVERYSEC) {
            await(sleep(SECOND));
            if (unsynced) {
                unsynced = false;
                await(blocking(this::force));
            }
        }
        return done();
    }

    private void takeBatch() {
        writing = filling;
        filling = new Batch();
    }

    private void settled() {
        writing.written.set();
        writing = null;
        unsynced = true;
    }

    /** Runs on another thread, which nothing else about the batch does meanwhile. */
    private Void writeBatch() throws IOException {
        try {
            file.write(writing.commands.array(), 0, writing.commands.size());
            if (policy == SyncPolicy.ALWAYS) {
                file.getFD().sync();
            }
        } catch (IOException e) {
            broken = true; // a part of the batch may be in the file
            throw new IOException("the journal cannot be written: " + e.getMessage(), e);
        }
        return null;
    }

    private Void force() throws IOException {
        file.getFD().sync();
        return null;
    }

    /** Writes what is left, in a cancelled task too, forces it to the disk and closes the file. */
    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        if (!closed) {
            closed = true;
            try {
                await(shield(PATIENCE, finish()));
            } catch (IOException | DeadlineExceeded failure) {
                throw new UncheckedIOException(new IOException("the end of the journal is lost", failure));
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> finish() throws IOException {
        try (file) {
            while (!broken && !isSettled()) {
                if (writing == null) {
                    takeBatch();
                }
                await(blocking(this::writeBatch));
                settled();
            }
            await(blocking(this::force));
        }
        return done();
    }
}
