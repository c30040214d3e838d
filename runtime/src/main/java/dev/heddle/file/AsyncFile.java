package dev.heddle.file;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.io.BufferedInput;
import dev.heddle.io.ByteInput;
import dev.heddle.io.ByteOutput;
import dev.heddle.scheduling.OpenResource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An open file, read and written at any position. Any number of operations may be under way at once, in no order.
 *
 * <p>A buffer belongs to its operation until that ends. A cancelled operation is not interrupted, as that would close the
 * file: bytes are moved in pieces of up to 1 MiB, the piece that has begun is moved to its end, and the next one is not begun.
 * So the position of the buffer tells exactly what has been read or written, in that order. Closed under an operation, that
 * one fails with an {@link java.nio.channels.AsynchronousCloseException}, and later ones with a
 * {@link java.nio.channels.ClosedChannelException}. Tasks of any loop may use it, as long as the one it was opened on is there; what {@link #input} and {@link #output} give
 * is confined to one loop's thread.
 */
public final class AsyncFile implements AsyncCloseable {
    private static final int PIECE = 1024 * 1024;
    private static final int INPUT_PIECE = 64 * 1024;

    private final FileChannel channel;
    private final Path path;
    private final OpenResource open;

    private AsyncFile(FileChannel channel, Path path) {
        this.channel = channel;
        this.path = path;
        this.open = new OpenResource(this, "a file", new OpenedAt(channel, path));
    }

    /**
     * Opens a file, to read if there are no options, with those of {@link java.nio.file.StandardOpenOption} otherwise. A
     * suspension point; cancelled, either nothing has been opened or the file is the result, and the cancellation comes at the
     * next await.
     *
     * @return fails with a {@link java.nio.file.NoSuchFileException} or the like
     */
    @Async
    public static Coroutine<AsyncFile> open(Path path, OpenOption... options) throws IOException {
        Set<OpenOption> all = Arrays.stream(options).collect(Collectors.toSet());
        return done(new AsyncFile(await(FileCalls.finished(() -> FileChannel.open(path, all))), path));
    }

    /**
     * Reads at least one byte, and what else fits into the space of {@code target}, from a position in the file. Cancelled,
     * {@code target.position()} tells whether it has read.
     *
     * @return how many bytes; -1 if the file has none there; 0 only if {@code target} has no space
     */
    public Coroutine<Integer> read(ByteBuffer target, long position) throws IOException {
        return FileCalls.finished(() -> {
            int limit = target.limit();
            target.limit(Math.min(limit, target.position() + PIECE));
            try {
                return channel.read(target, position);
            } finally {
                target.limit(limit);
            }
        });
    }

    /**
     * Fills the space of {@code target} from a position in the file. Cancelled or failed, {@code target.position()} tells how
     * much it has read.
     *
     * @return fails with an {@link EOFException} if the file ends before
     */
    @Async
    public Coroutine<Void> readExactly(ByteBuffer target, long position) throws IOException {
        long next = position;
        while (target.hasRemaining()) {
            int count = await(read(target, next));
            if (count < 0) {
                throw new EOFException(
                        path + " ends at " + next + ", " + target.remaining() + " bytes before what is read");
            }
            next += count;
        }
        return done();
    }

    /**
     * Writes the bytes from position to limit of {@code source} to a position in the file; beyond its end, what is between has
     * no certain content. Of a file opened to append, to its end. Cancelled or failed, {@code source.position()} tells how much
     * has been written.
     */
    @Async
    public Coroutine<Void> write(ByteBuffer source, long position) throws IOException {
        long next = position;
        while (source.hasRemaining()) {
            long at = next;
            next += await(FileCalls.finished(() -> {
                int limit = source.limit();
                source.limit(Math.min(limit, source.position() + PIECE));
                try {
                    return channel.write(source, at);
                } finally {
                    source.limit(limit);
                }
            }));
        }
        return done();
    }

    /** The bytes of the file from a position on, one after the other. It reads as far as it is asked to, or a little further. */
    public ByteInput input(long position) {
        return new Input(position);
    }

    /** Writes to the file from a position on, one after the other. */
    public ByteOutput output(long position) {
        return new Output(position);
    }

    /** How many bytes the file has. */
    public Coroutine<Long> size() throws IOException {
        return FileCalls.finished(channel::size);
    }

    /** Cuts off what is beyond so many bytes; a shorter file stays as it is. */
    public Coroutine<Void> truncate(long size) throws IOException {
        return FileCalls.nothing(() -> channel.truncate(size));
    }

    /** Makes sure that what has been written is on the device, also if the system fails now; with the file's size and times. */
    public Coroutine<Void> force() throws IOException {
        return FileCalls.nothing(() -> {
            channel.force(true);
            return channel;
        });
    }

    /** Closes the file, in a cancelled task too. What has been written is not forced to the device. */
    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        open.settle();
        return FileCalls.shielded(() -> {
            channel.close();
            return channel;
        });
    }

    /** Its path, as it was opened. */
    public Path path() {
        return path;
    }

    /** False once closed. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public String toString() {
        return "file " + path;
    }

    /** Reads a large piece at once, since each call goes to another thread and back. */
    private final class Input extends BufferedInput {
        private final ByteBuffer piece = ByteBuffer.allocate(INPUT_PIECE).limit(0);

        /** Where the file goes on after what is in {@code piece}. */
        private long next;

        Input(long position) {
            next = position;
        }

        @Override
        @Async
        protected Coroutine<Integer> receive(ByteBuffer target) throws IOException {
            if (!piece.hasRemaining()) {
                piece.clear();
                try {
                    if (await(AsyncFile.this.read(piece, next)) < 0) {
                        return done(-1);
                    }
                } finally {
                    next += piece.position();
                    piece.flip();
                }
            }
            int count = Math.min(piece.remaining(), target.remaining());
            target.put(piece.array(), piece.position(), count);
            piece.position(piece.position() + count);
            return done(count);
        }

        @Override
        public String toString() {
            return "input of " + AsyncFile.this;
        }
    }

    private final class Output implements ByteOutput {
        private long next;

        Output(long position) {
            next = position;
        }

        @Override
        @Async
        public Coroutine<Void> write(ByteBuffer source) throws IOException {
            int before = source.position();
            try {
                await(AsyncFile.this.write(source, next));
            } finally {
                next += source.position() - before;
            }
            return done();
        }

        @Override
        public String toString() {
            return "output of " + AsyncFile.this;
        }
    }
}
