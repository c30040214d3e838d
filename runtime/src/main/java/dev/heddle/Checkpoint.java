package dev.heddle;

import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import dev.heddle.coroutine.RestoredFrames;
import dev.heddle.coroutine.SavedFrames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a task stands in its async methods, as bytes: the methods that wait for each other, the await at which each of them
 * is, and the variables they use again. Another process that has the same classes can go on from there, as often as it
 * likes.
 *
 * <pre>{@code
 * Checkpoint here = await(Checkpoint.take());
 * if (!here.isRestored()) {
 *     await(AsyncFiles.write(file, here.bytes()));
 * }
 * }</pre>
 *
 * Variables are written by Java's serialization: what they hold has to be {@link java.io.Serializable}, {@code this} too
 * where it is used again. Connections, scopes, tasks and coroutines are not, so a checkpoint stands where none of them is
 * open. Only async methods may stand between the await and the task: no combinator, no stream. What belongs to the task is
 * not kept: its name, its deadlines and its {@link AsyncLocal}s.
 *
 * <p>The bytes fit the classes they were taken from. A method that has been changed since is refused, as far as the lines of
 * its awaits and the variables kept there tell. In a named module the package of such a method has to be open to
 * {@code dev.heddle}.
 *
 * <p>Immutable.
 */
public final class Checkpoint {
    private static final int FORMAT = 0x48444331;

    private final byte[] bytes;
    private final boolean restored;

    private Checkpoint(byte[] bytes, boolean restored) {
        this.bytes = bytes;
        this.restored = restored;
    }

    /**
     * Tells where the task that awaits this stands. What comes behind that await runs in this task now, and again in each
     * that is {@link #restore}d.
     *
     * <p>A suspension point where it is awaited: the other ready tasks have their turn. A task that is cancelled meanwhile
     * gets its checkpoint, and the cancellation at its next await.
     *
     * <p>The await throws {@link NotSerializableException}, which names the variable or the method, if one cannot be kept;
     * and what else serialization throws.
     */
    public static Coroutine<Checkpoint> take() {
        return new Taking(null);
    }

    /** The checkpoint that {@link #bytes} were of. They are looked at when it is restored. */
    public static Checkpoint of(byte[] bytes) {
        return new Checkpoint(bytes.clone(), false);
    }

    /** What to store or send: a new array. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** True behind an await at which a task goes on that was restored; false where the checkpoint was taken. */
    public boolean isRestored() {
        return restored;
    }

    /**
     * The coroutine that goes on from here, and yields what the outermost of the methods does. Each is independent of the
     * others. Cancelled before it is awaited, it does not go on at all: blocks with {@code finally} that it stands in do not
     * run.
     *
     * <p>Reads the bytes at once, with the filter that the virtual machine has been given for streams of objects. As with
     * all of these, <strong>bytes from somebody who is not trusted can run code</strong>.
     *
     * @param result what the outermost method yields
     * @param loader of the classes that the bytes name
     * @throws InvalidClassException if a class or a method has changed
     * @throws StreamCorruptedException if these are not the bytes of a checkpoint
     * @throws IOException whatever else serialization throws
     */
    public <T extends @Nullable Object> Coroutine<T> restore(Class<T> result, ClassLoader loader)
            throws IOException, ClassNotFoundException {
        return restore(result, loader, null);
    }

    /** As {@link #restore(Class, ClassLoader)}, with a filter that says which classes there may be. */
    public <T extends @Nullable Object> Coroutine<T> restore(
            Class<T> result, ClassLoader loader, @Nullable ObjectInputFilter filter)
            throws IOException, ClassNotFoundException {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(loader, "loader");
        try (Input in = new Input(new ByteArrayInputStream(bytes), loader)) {
            if (filter != null) {
                in.setObjectInputFilter(filter);
            }
            if (in.readInt() != FORMAT) {
                throw new StreamCorruptedException("no bytes of a checkpoint");
            }
            Taking innermost = new Taking(new Checkpoint(bytes, true));
            innermost.claim();
            RestoredFrames<T> outermost = new RestoredFrames<>(innermost, result);
            SavedFrames.read(in, loader, innermost, outermost);
            return outermost;
        } catch (InaccessibleObjectException e) {
            throw e; // says which package is to be opened
        } catch (RuntimeException e) {
            StreamCorruptedException corrupted = new StreamCorruptedException("no bytes of a checkpoint: " + e);
            corrupted.initCause(e);
            throw corrupted;
        }
    }

    private static Checkpoint takenBy(Taking innermost) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeInt(FORMAT);
            SavedFrames.write(innermost.caller, out);
        }
        return new Checkpoint(bytes.toByteArray(), false);
    }

    @Override
    public String toString() {
        return (restored ? "restored " : "") + "checkpoint of " + bytes.length + " bytes";
    }

    /** Suspends, so that all callers link their frames, and writes these when it is resumed. */
    private static final class Taking extends Frame<Checkpoint> {
        private static final int LINKED = 1;

        /** What it yields, if its callers were restored. */
        private final @Nullable Checkpoint known;

        Taking(@Nullable Checkpoint known) {
            this.known = known;
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable failure) throws Throwable {
            if (failure != null) {
                throw failure;
            }
            if (state != LINKED) {
                Object yielding = ((Frame<?>) Coroutines.yieldNow()).start();
                return Awaits.suspend(Objects.requireNonNull(yielding), this, LINKED);
            }
            return known != null ? known : takenBy(this);
        }

        @Override
        public String toString() {
            return "checkpoint";
        }
    }

    /** Finds classes in a loader that it is told of. */
    private static final class Input extends ObjectInputStream {
        private final ClassLoader loader;

        Input(InputStream bytes, ClassLoader loader) throws IOException {
            super(bytes);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(described); // primitive types
            }
        }
    }
}
