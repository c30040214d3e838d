package dev.heddle.samples.redis.journal;

import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.samples.redis.protocol.Request;

/** Where commands go that have changed something. Confined to the loop thread. */
public interface Journal {
    /** Keeps nothing. */
    Journal NONE = new Journal() {
        @Override
        public void append(int database, Request request) {}

        @Override
        public void openTransaction() {}

        @Override
        public void closeTransaction() {}

        @Override
        public boolean isSettled() {
            return true;
        }

        @Override
        public Coroutine<Void> settle() {
            return done();
        }
    };

    /** Takes a command for a database. It is kept when {@link #settle} has ended, or soon after, as the journal was told. */
    void append(int database, Request request);

    /** The commands from here on are kept as a whole or not at all. */
    void openTransaction();

    /** Ends what {@link #openTransaction} has begun. */
    void closeTransaction();

    /** True if {@link #settle} would not wait. */
    boolean isSettled();

    /** Waits until all that was appended is where it survives the end of this process. A suspension point. */
    Coroutine<Void> settle();
}
