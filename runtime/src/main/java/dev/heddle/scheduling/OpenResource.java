package dev.heddle.scheduling;

import dev.heddle.Loop;
import dev.heddle.Trouble;
import dev.heddle.coroutine.Place;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something of the operating system's that programs have to close, until they do: a socket, a process, a file. One that has
 * become garbage is closed and reported, and so is one that is open when its loop ends; with {@link Attention#FULL} the report
 * shows where it was opened.
 *
 * <p>Confined to the loop thread, except {@link #settle}: any thread.
 */
public final class OpenResource extends Ledger.Entry {
    private final Loop loop;
    private final String kind;
    private final Closeable behind;
    private final @Nullable Place opened;

    /**
     * Enters what has been opened on the loop of this thread; to be settled when it is closed.
     *
     * @param handle what programs hold
     * @param kind what it is, for the report
     * @param behind what is behind the handle, and closes it; must not lead to the handle, which would never be garbage then
     */
    public OpenResource(Object handle, String kind, Closeable behind) {
        this(Scheduler.current(), handle, kind, behind);
    }

    private OpenResource(Scheduler scheduler, Object handle, String kind, Closeable behind) {
        super(scheduler.ledger(), handle, null);
        loop = scheduler.loop();
        this.kind = kind;
        this.behind = behind;
        opened = scheduler.ledger().isFull() ? Place.here() : null;
    }

    @Override
    protected void dropped() {
        report("was dropped without having been closed");
    }

    @Override
    protected void left() {
        report("was not closed before the end of " + loop);
    }

    private void report(String what) {
        String place = opened == null ? "" : ", opened at " + opened.user() + ",";
        Throwable shown = opened == null
                ? new Throwable("debug mode shows where it was opened")
                : opened.stack("it was opened here");
        String sentence = kind + " (" + behind + ")" + place + " " + what;
        try {
            behind.close();
        } catch (IOException failure) {
            shown.addSuppressed(failure);
        }
        loop.report(new Trouble(Trouble.Kind.NEVER_CLOSED, sentence, shown, null));
    }
}
