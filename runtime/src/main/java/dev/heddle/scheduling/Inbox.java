package dev.heddle.scheduling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of other threads to one loop: a multi-producer single-consumer queue that wakes the poller only when it may
 * be asleep.
 *
 * <p>A stack (Treiber, "Systems Programming: Coping with Parallelism", IBM RJ 5118, 1986) that the consumer takes whole and
 * reverses, which gives every producer its order back. Whether the poller sleeps and whether the inbox is closed are values
 * of the same word {@code top}, and this is the whole argument:
 *
 * <pre>
 *   top        means                                offer              drain     prepareToSleep   awake    close
 *   null       empty, the loop runs                 -> letter          -         -> ASLEEP, true  -        -> CLOSED
 *   ASLEEP     empty, the loop sleeps, is about to, -> letter, wakeUp  -         -                -> null  -> CLOSED
 *              or does not turn
 *   a letter   messages wait                        -> letter          -> null   false            -        -> CLOSED
 *   CLOSED     for ever                             refused            -         true             -        -
 * </pre>
 *
 * <p>{@link #offer} is for any thread and lock-free; all other methods are confined to the loop thread.
 */
public final class Inbox {
    /*
     * No wake-up is lost:
     *
     * 1. The loop sleeps only after prepareToSleep has changed top from null to ASLEEP in one step. All changes of top are
     *    totally ordered, so every offer comes before or after this one.
     * 2. An offer before it left a letter. Only a drain, on the loop thread, takes letters away, so either that drain has
     *    delivered it, or top was not null and prepareToSleep returned false.
     * 3. The first offer after it finds ASLEEP, replaces it by a letter in one step, and so is the only one to call wakeUp.
     *    Later offers find a letter and need not: the wake-up is on its way.
     * 4. A wakeUp that comes before the poll has begun makes that poll return at once: this is what the engine promises.
     * 5. When the poll returns for another reason, awake takes ASLEEP back in one step. If that fails, the offer of step 3
     *    came first; its letter is there for the next drain, and its wakeUp ends, for nothing, at most one later poll.
     *
     * Nothing is lost by close: it replaces top by CLOSED in one step; an offer before it left its letter in the stack that
     * close hands back, an offer after it is refused.
     */
    private static final VarHandle TOP;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Inbox.class, "top", Letter.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final Letter ASLEEP = new Letter(() -> {});
    private static final Letter CLOSED = new Letter(() -> {});

    private final Runnable wakeUp;

    /** Written by {@link #TOP} only. */
    @SuppressWarnings("unused")
    private volatile @Nullable Letter top;

    /** Taken from the stack but not delivered, in order: what is left after a receiver has thrown. Loop thread. */
    private @Nullable Letter undelivered;

    /**
     * An empty inbox of a loop that runs.
     *
     * @param wakeUp makes the current or else the next sleep of the loop end; called on the threads that offer, even
     *     after {@link #close} when a message was accepted just before, which then has to do nothing
     */
    public Inbox(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /**
     * Leaves a message for the loop and wakes it if it sleeps. Any thread; messages of one thread are delivered in order.
     * What the thread did before is visible to the loop when it gets the message.
     *
     * @return false if the inbox is closed; the message will not be delivered
     */
    public boolean offer(Runnable message) {
        Letter letter = new Letter(message);
        while (true) {
            Letter seen = top;
            if (seen == CLOSED) {
                return false;
            }
            letter.below = seen == ASLEEP ? null : seen;
            if (TOP.compareAndSet(this, seen, letter)) {
                if (seen == ASLEEP) {
                    wakeUp.run();
                }
                return true;
            }
        }
    }

    /**
     * Gives the receiver all messages that are here now, oldest first, and none that come meanwhile. If the receiver throws,
     * that reaches the caller, and the messages behind are first in the next call.
     */
    public void drain(Consumer<? super Runnable> receiver) {
        take(null);
        deliver(receiver);
    }

    /**
     * Says that the loop is about to sleep. From here until {@link #awake}, the next message calls {@code wakeUp}.
     *
     * @return false if messages are waiting: the loop must not sleep
     */
    public boolean prepareToSleep() {
        return undelivered == null && (TOP.compareAndSet(this, null, ASLEEP) || top == CLOSED);
    }

    /** Says that the loop runs again; harmless if it did not sleep. */
    public void awake() {
        if (top == ASLEEP) {
            TOP.compareAndSet(this, ASLEEP, null);
        }
    }

    /** Refuses messages from here on, and gives the receiver those accepted before and not yet delivered, oldest first. */
    public void close(Consumer<? super Runnable> receiver) {
        take(CLOSED);
        deliver(receiver);
    }

    /** Takes all letters, leaving {@code after} in their place, and appends them, oldest first, to the undelivered ones. */
    private void take(@Nullable Letter after) {
        Letter seen;
        do {
            seen = top;
            if (seen == CLOSED || after == null && (seen == null || seen == ASLEEP)) {
                return;
            }
        } while (!TOP.compareAndSet(this, seen, after));
        Letter oldest = null;
        for (Letter letter = seen == ASLEEP ? null : seen; letter != null; ) {
            Letter below = letter.below;
            letter.below = oldest;
            oldest = letter;
            letter = below;
        }
        if (undelivered == null) {
            undelivered = oldest;
        } else {
            Letter last = undelivered;
            while (last.below != null) {
                last = last.below;
            }
            last.below = oldest;
        }
    }

    private void deliver(Consumer<? super Runnable> receiver) {
        while (undelivered != null) {
            Letter letter = undelivered;
            undelivered = letter.below;
            letter.below = null;
            receiver.accept(letter.message);
        }
    }

    /** One message; the stack's node. {@code below} is the older one in the stack and, once reversed, the next. */
    private static final class Letter {
        final Runnable message;

        @Nullable
        Letter below;

        Letter(Runnable message) {
            this.message = Objects.requireNonNull(message, "message");
        }
    }
}
