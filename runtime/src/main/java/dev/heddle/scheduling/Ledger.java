package dev.heddle.scheduling;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be settled before it is garbage: a coroutine is to be awaited, the failure of a task to be looked at. What is
 * not is reported: when the garbage collector has found that it cannot happen any more, or when the loop ends.
 *
 * <p>With {@link Attention#CHEAP} not every coroutine is entered, since that takes a look at the stack: those that are made
 * first in a loop, and later, every 16,384 ticks, two of the next. A mistake in code that runs often is found soon;
 * one in code that runs once perhaps never, which is what {@link Attention#FULL} is for.
 *
 * <p>Confined to the loop thread, except {@link Entry#settle}: any thread.
 */
public final class Ledger {
    /** So many frames are looked at when a loop is new. */
    private static final int FIRST = 16;

    /** So many are looked at later, each time that it is due. */
    private static final int SAMPLE = 2;

    /** Up to so many are passed over between the moment when one is wanted and the one that is taken. A power of two. */
    private static final int MOST_PASSED = 16;

    /** Something to be settled, for as long as {@code referent} may still be reached. */
    public abstract static class Entry extends PhantomReference<Object> {
        private final Ledger ledger;
        private final @Nullable Strand debtor;

        /**
         * Enters it.
         *
         * @param debtor the task that is expected to settle it, and excused when it is cancelled; null if there is none
         */
        protected Entry(Ledger ledger, Object referent, @Nullable Strand debtor) {
            super(referent, ledger.garbage);
            this.ledger = ledger;
            this.debtor = debtor;
            ledger.open.add(this);
        }

        /** Nobody can settle it any more. Loop thread. */
        protected abstract void dropped();

        /** The loop ends, and it was not settled. Loop thread. */
        protected abstract void left();

        /** Takes it out of the ledger; false if that has happened before. Any thread. */
        public final boolean settle() {
            return ledger.open.remove(this);
        }

        /** Whether its ledger looks at everything. */
        public final boolean isOfFullLedger() {
            return ledger.isFull();
        }

        /** Settles what is overdue; false if there is nothing to report. */
        private boolean isDue() {
            return settle() && (debtor == null || !debtor.wasCancelled());
        }
    }

    private final Attention attention;
    private final ReferenceQueue<Object> garbage = new ReferenceQueue<>();
    private final Set<Entry> open = ConcurrentHashMap.newKeySet();
    private int wanted = FIRST;
    private int toPass;
    private int dice = 1;

    Ledger(Attention attention) {
        this.attention = attention;
    }

    /** Whether everything is looked at. */
    public boolean isFull() {
        return attention == Attention.FULL;
    }

    /** True while some coroutine of this loop is to be looked at. */
    public boolean isLooking() {
        return isFull() || wanted > 0;
    }

    /** Whether the coroutine that is being made is to be entered. */
    public boolean wantsThisOne() {
        if (isFull()) {
            return true;
        }
        if (wanted == 0 || toPass-- > 0) {
            return false;
        }
        toPass = 0;
        wanted--;
        return true;
    }

    /** A sample is due. */
    void wantSome() {
        if (wanted == 0) {
            wanted = SAMPLE;
            dice = dice * 1_103_515_245
                    + 12_345; // the generator of the C standard, §7.22.2.2; its high bits are the good ones
            toPass = dice >>> 16 & MOST_PASSED - 1;
        }
    }

    /** Reports what has become garbage. */
    public void reportDropped() {
        for (Object next = garbage.poll(); next != null; next = garbage.poll()) {
            Entry entry = (Entry) next;
            if (entry.isDue()) {
                entry.dropped();
            }
        }
    }

    /** The loop ends: reports all that is open. */
    public void close() {
        reportDropped();
        List<Entry> left = new ArrayList<>(open);
        for (Entry entry : left) {
            if (entry.isDue()) {
                entry.left();
            }
        }
    }
}
