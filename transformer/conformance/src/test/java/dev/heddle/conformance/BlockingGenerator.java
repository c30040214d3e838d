package dev.heddle.conformance;

import dev.heddle.coroutine.Awaits;
import dev.heddle.coroutine.Frame;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.SynchronousQueue;

/**
 * The body of a generator as the {@link Oracle} runs it: untouched, on a thread of its own, where an emit waits until it is
 * asked for more. Only one of the two threads runs at a time.
 */
final class BlockingGenerator extends Frame<Object> {
    private static final ThreadLocal<BlockingGenerator> CURRENT = new ThreadLocal<>();

    /** What goes from thread to thread: an element, the end or a failure; or, to the body, what its emit throws. */
    private record Message(boolean emitted, Object value, Throwable failure) {}

    private final SynchronousQueue<Message> fromBody = new SynchronousQueue<>();
    private final SynchronousQueue<Message> toBody = new SynchronousQueue<>();
    private final MethodHandle body;
    private final Object[] arguments;
    private Thread thread;

    BlockingGenerator(MethodHandle body, Object[] arguments) {
        this.body = body;
        this.arguments = arguments;
    }

    /** Stands for {@code Coroutines.emit}, on the thread of the body. */
    static void emit(Object value) throws Throwable {
        BlockingGenerator generator = CURRENT.get();
        generator.fromBody.put(new Message(true, value, null));
        Throwable thrown = generator.toBody.take().failure();
        if (thrown != null) {
            throw thrown;
        }
    }

    @Override
    protected Object resume(Object value, Throwable failure) throws Throwable {
        if (thread == null) {
            thread = new Thread(this::run, "body of a generator");
            thread.setDaemon(true); // one that is neither read to its end nor closed waits for ever
            thread.start();
        } else {
            toBody.put(new Message(false, null, failure));
        }
        Message message = fromBody.take();
        if (message.emitted()) {
            return Awaits.suspend(Awaits.emit(message.value(), this), this, 1);
        }
        if (message.failure() != null) {
            throw message.failure();
        }
        return message.value();
    }

    private void run() {
        CURRENT.set(this);
        Message last;
        try {
            last = new Message(false, (Object) body.invokeExact(arguments), null);
        } catch (Throwable thrown) {
            last = new Message(false, null, thrown);
        }
        try {
            fromBody.put(last);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
