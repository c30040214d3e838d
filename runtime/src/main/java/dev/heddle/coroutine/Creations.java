package dev.heddle.coroutine;

import dev.heddle.Trouble;
import dev.heddle.scheduling.Ledger;
import dev.heddle.scheduling.Scheduler;
import dev.heddle.scheduling.Wait;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds coroutines that are made and never awaited. Some of them, in debug mode all, get a mark where later their caller is
 * linked, and which is garbage when they are: whoever starts the coroutine settles the {@link Ledger} entry of its mark, and
 * a mark that becomes garbage before that is a coroutine that nobody has started.
 *
 * <p>Every frame that is made looks at {@link #wanted} and nothing else. The mark is made without seeing the frame, so that a
 * compiler may still do without the frame. Any thread.
 */
public final class Creations {
    /** So much of the stack is kept where not everything is looked at. */
    private static final int SHORT = 4;

    private static final int LONG = 256;

    /**
     * True while a loop wants to know of coroutines that are made. Not volatile: a thread that sees a change late looks at
     * one frame more or less.
     */
    static boolean wanted;

    /** How many loops that run want to know of all. */
    private static final AtomicInteger ALWAYS = new AtomicInteger();

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Where coroutines were started first, as far as they were marked in debug mode. Guarded by itself. */
    private static final Map<Frame<?>, Place> FIRST_USES = new WeakHashMap<>();

    /** In the place of the caller of a coroutine that was not started. */
    private static final class Mark extends Resumable {
        private @Nullable Entry entry;

        @Override
        protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable failure) {
            throw new AssertionError("a coroutine that was not started has ended");
        }
    }

    /** What is known of a marked coroutine. */
    private static final class Entry extends Ledger.Entry {
        private final Scheduler scheduler;
        private final Place made;

        Entry(Scheduler scheduler, Mark mark, Place made) {
            super(scheduler.ledger(), mark, scheduler.running());
            this.scheduler = scheduler;
            this.made = made;
        }

        @Override
        protected void dropped() {
            report("was dropped without having been awaited or spawned");
        }

        @Override
        protected void left() {
            report("was not awaited or spawned before the end of " + scheduler.loop());
        }

        private void report(String what) {
            scheduler
                    .loop()
                    .report(new Trouble(
                            Trouble.Kind.NEVER_AWAITED,
                            "the coroutine of `" + made.method() + "`, made at " + made.caller() + ", " + what,
                            made.stack("the coroutine was made here"),
                            null));
        }
    }

    private Creations() {}

    /** From here on a loop wants to know of some coroutines. */
    public static void want() {
        wanted = true;
    }

    /** From here on a loop wants to know of all coroutines. */
    public static void wantAll() {
        ALWAYS.incrementAndGet();
        wanted = true;
    }

    /** Ends what {@link #wantAll} began. */
    public static void wantAllNoMore() {
        ALWAYS.decrementAndGet();
    }

    /** The mark of a frame that is being made; null for most. To be called by the constructor of frames only. */
    static @Nullable Resumable mark() {
        Scheduler here = Scheduler.currentOrNull();
        if (here == null) {
            return null;
        }
        if (!here.ledger().isLooking()) {
            wanted = ALWAYS.get() > 0;
            return null;
        }
        if (!here.ledger().wantsThisOne()) {
            return null;
        }
        Place made = STACK.walk(frames -> madeAt(frames, here.ledger().isFull() ? LONG : SHORT));
        if (made == null) {
            return null;
        }
        Mark mark = new Mark();
        mark.entry = new Entry(here, mark, made);
        return mark;
    }

    /** Where a coroutine is being made; null for a frame that is made because a method suspends, or by the runtime itself. */
    private static @Nullable Place madeAt(Stream<StackFrame> stack, int depth) {
        Iterator<StackFrame> frames = stack.dropWhile(frame -> frame.getDeclaringClass() == Creations.class)
                .iterator();
        Class<?> made = Frame.class;
        StackFrame maker = frames.next();
        while (frames.hasNext() && maker.getMethodName().equals("<init>")) {
            made = maker.getDeclaringClass();
            maker = frames.next();
        }
        if (!Wait.class.isAssignableFrom(made) && !isPublicFace(maker.getMethodName(), made)) {
            return null;
        }
        List<StackTraceElement> trace = new ArrayList<>();
        trace.add(maker.toStackTraceElement());
        while (frames.hasNext() && trace.size() < depth) {
            trace.add(frames.next().toStackTraceElement());
        }
        return Place.of(trace);
    }

    private static boolean isPublicFace(String maker, Class<?> made) {
        return made.getName().endsWith("$Coroutine")
                && !maker.endsWith("$async")
                && !maker.endsWith("$resume")
                && !maker.contains("$suspend");
    }

    /** Settles a mark; true if its loop wants to know where that happens. */
    static boolean settle(Resumable marked) {
        if (marked instanceof Mark mark && mark.entry != null && mark.entry.settle()) {
            return mark.entry.isOfFullLedger();
        }
        return false;
    }

    /** Writes down where a coroutine is started. */
    static void firstUse(Frame<?> frame) {
        Place place = Place.here();
        synchronized (FIRST_USES) {
            FIRST_USES.put(frame, place);
        }
    }

    /** What a second start throws. */
    static IllegalStateException secondUse(Frame<?> frame) {
        Place first;
        synchronized (FIRST_USES) {
            first = FIRST_USES.get(frame);
        }
        IllegalStateException refusal = new IllegalStateException(frame + " was awaited or spawned before"
                + (first == null ? "" : ", at " + first.user()) + "; a coroutine runs exactly once");
        if (first != null) {
            refusal.addSuppressed(first.stack("it was first awaited or spawned here"));
        }
        return refusal;
    }
}
