package dev.heddle.scheduling;

import dev.heddle.Loop;
import dev.heddle.coroutine.Creations;
import dev.heddle.coroutine.Frame;
import dev.heddle.engine.Engine;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine inside a {@link Loop}: it turns ticks. A tick is: due timers, messages from other threads, what was ready when
 * the tick began, then the engine. Whatever a tick makes ready after its third part waits for the next one, so that a task
 * that always has work delays the others by one step and the operating system by one tick.
 *
 * <p>Confined to the loop thread, except {@link #execute} and {@link #currentOrNull}.
 */
public final class Scheduler {
    /** So many operations of a step may be done without waiting before one of them goes through the run queue. */
    private static final int OPERATIONS_PER_STEP = 256;

    private static final ThreadLocal<@Nullable Scheduler> CURRENT = new ThreadLocal<>();

    /*
     * The scheduler that began to run last, on any thread: spares the usual program with one loop the look into CURRENT.
     * The race is harmless. `thread` of a scheduler equals the reader's thread only if the reader itself has written it, in
     * its own program order, and not yet taken it back; then CURRENT of this thread is that scheduler as well.
     */
    private static @Nullable Scheduler latest;

    /** How many run, on all threads. A thread that reads 0 has entered none itself. */
    private static final AtomicInteger ENTERED = new AtomicInteger();

    /** So seldom is done what need not be done at each tick. */
    private static final int CHECKED_HALF_TICKS = 1 << 15;

    private final Loop loop;
    private final Engine engine;
    private final TimerWheel timers;
    private final RunQueue ready;
    private final Inbox inbox;
    private final Runnable host;
    private final Consumer<Runnable> receiver;
    private final Consumer<? super Frame<?>> detachedStart;
    private final Ledger ledger;
    private final Runnable housekeeping;

    /** Even while ticks do their work, odd while the engine is asked. Other threads look at it without a fence. */
    private long halfTicks;

    /** See {@link #one}. */
    private final Map<Class<?>, Object> ones = new HashMap<>();

    /** The thread inside {@link #run}. */
    private @Nullable Thread thread;

    /** The task whose step is running; null between steps and in callbacks. */
    @Nullable
    Strand running;

    /** Null while nobody observes. */
    @Nullable
    StepObserver observer;

    /** How many operations may still be done at once in the running step. */
    private int budget;

    /** The last of those that are over; see {@link Yield}. */
    @Nullable
    Yield spareYield;

    /** See {@link #inject}; null unless something was. */
    private @Nullable Map<Wait<?>, Throwable> injected;

    /**
     * A machine at rest.
     *
     * @param host is run, on any thread, when a message comes while the machine is asleep or does not turn
     * @param onFailure is told what callbacks throw
     * @param detachedStart makes a coroutine a task that no scope of the program owns, and runs its first step
     * @param attention how closely coroutines are looked at that are made here
     * @param housekeeping is run now and then between steps, and before the machine sleeps
     */
    public Scheduler(
            Loop loop,
            Engine engine,
            Runnable host,
            Consumer<Throwable> onFailure,
            Consumer<? super Frame<?>> detachedStart,
            Attention attention,
            Runnable housekeeping) {
        this.loop = loop;
        this.engine = engine;
        this.host = host;
        this.detachedStart = detachedStart;
        this.housekeeping = housekeeping;
        ledger = new Ledger(attention);
        timers = new TimerWheel(engine.nanos());
        ready = new RunQueue(onFailure);
        inbox = new Inbox(() -> {
            engine.wakeUp();
            host.run();
        });
        inbox.prepareToSleep(); // from the first message on, the host has to turn it
        receiver = message -> {
            try {
                message.run();
            } catch (Throwable failure) {
                onFailure.accept(failure);
            }
        };
    }

    /** The scheduler that runs on this thread; null if none does. Any thread. */
    public static @Nullable Scheduler currentOrNull() {
        Scheduler candidate = latest;
        if (candidate != null && candidate.thread == Thread.currentThread()) {
            return candidate;
        }
        return ENTERED.get() == 0 ? null : CURRENT.get();
    }

    /**
     * The scheduler that runs on this thread.
     *
     * @throws IllegalStateException if none does
     */
    public static Scheduler current() {
        Scheduler current = currentOrNull();
        if (current == null) {
            throw new IllegalStateException("no loop runs on thread `"
                    + Thread.currentThread().getName() + "`: this works only inside Loop.run or one of its kind");
        }
        return current;
    }

    /**
     * Turns ticks until {@code finished}, which is asked before each tick and before each poll.
     *
     * @throws IllegalStateException if a loop runs on this thread already
     */
    public void run(BooleanSupplier finished) throws IOException {
        enter();
        try {
            inbox.awake();
            while (!finished.getAsBoolean()) {
                runWhatIsReady();
                if (!finished.getAsBoolean()) {
                    if (ready.isEmpty()) {
                        keepHouse();
                    }
                    poll(Long.MAX_VALUE);
                }
            }
        } finally {
            leave();
        }
    }

    /** Counts as asleep from here on, as after a {@link #turn}: the host is told of messages, also of those that are here. */
    public void rest() {
        if (!inbox.prepareToSleep()) {
            host.run();
        }
    }

    /**
     * Turns one tick, and counts as asleep from then on.
     *
     * @param mostNanos how long it may wait for the operating system
     * @return for how long nothing is to be done unless a message comes or the operating system has something
     */
    public long turn(long mostNanos) throws IOException {
        enter();
        try {
            inbox.awake();
            runWhatIsReady();
            keepHouse();
            poll(mostNanos);
            return ready.isEmpty() && inbox.prepareToSleep() ? nanosUntilNextTimer() : 0;
        } finally {
            leave();
        }
    }

    private void runWhatIsReady() {
        if (timers.size() != 0) {
            timers.advance(engine.nanos());
        }
        inbox.drain(receiver);
        ready.runOnce();
        if (halfTicks % CHECKED_HALF_TICKS == 0) {
            ledger.wantSome();
            Creations.want();
            keepHouse();
        }
    }

    private void keepHouse() {
        ledger.reportDropped();
        housekeeping.run();
    }

    private void enter() {
        Scheduler other = currentOrNull();
        if (other != null) {
            throw new IllegalStateException(loop + " cannot run inside " + other.loop
                    + ", which runs on this thread: await the coroutine instead");
        }
        thread = Thread.currentThread();
        CURRENT.set(this);
        ENTERED.incrementAndGet();
        latest = this;
        if (observer != null) {
            observer.tickBegins();
        }
        if (ledger.isFull()) {
            Creations.wantAll();
        } else if (ledger.isLooking()) {
            Creations.want();
        }
    }

    private void leave() {
        if (ledger.isFull()) {
            Creations.wantAllNoMore();
        }
        if (latest == this) {
            latest = null;
        }
        ENTERED.decrementAndGet();
        CURRENT.remove();
        thread = null;
    }

    private long nanosUntilNextTimer() {
        return timers.size() == 0 ? Long.MAX_VALUE : timers.nanosUntilNext(engine.nanos());
    }

    /** A number that changes with each step and each tick. Any thread, which may see an older one. */
    public long pulse() {
        return halfTicks << Integer.SIZE ^ Integer.toUnsignedLong(ready.taken());
    }

    /** True while this machine turns and does not ask the engine. Any thread, which may see an older state. */
    public boolean isBusy() {
        return thread != null && (halfTicks & 1) == 0;
    }

    /** How many ticks have been turned. */
    public long ticks() {
        return halfTicks / 2;
    }

    /** Lets somebody observe steps and ticks, inside of those who do already; not from within a step. */
    public void observe(StepObserver newcomer) {
        observer = observer == null ? newcomer : observer.around(newcomer);
    }

    /** Who observes; null for nobody. */
    public @Nullable StepObserver observer() {
        return observer;
    }

    private void poll(long mostNanos) throws IOException {
        halfTicks++;
        if (observer != null) {
            observer.tickEnds();
        }
        try {
            pollEngine(mostNanos);
        } finally {
            if (observer != null) {
                observer.tickBegins();
            }
            halfTicks++;
        }
    }

    private void pollEngine(long mostNanos) throws IOException {
        if (!ready.isEmpty()) {
            engine.poll(0);
            return;
        }
        long timeout = Math.min(mostNanos, nanosUntilNextTimer());
        if (timeout > 0 && inbox.prepareToSleep()) {
            try {
                engine.poll(timeout);
            } finally {
                inbox.awake();
            }
        } else {
            engine.poll(0);
        }
    }

    /** Starts a coroutine at once, inside the running step. */
    public void startDetached(Frame<?> coroutine) {
        detachedStart.accept(coroutine);
    }

    /** True while this machine turns. */
    public boolean isRunning() {
        return thread != null;
    }

    /** Hands over a message from any thread; false once closed. */
    public boolean execute(Runnable message) {
        return inbox.offer(message);
    }

    /** Refuses messages from here on, runs those that came before and what they make ready, and closes the engine. */
    public void close() throws IOException {
        enter();
        try {
            inbox.close(receiver);
            ready.runOnce();
        } finally {
            leave();
            engine.close();
        }
    }

    /** Throws what every await of the running task has to throw now, if it is cancelled. */
    public void checkCancellation() throws Throwable {
        Strand task = running;
        if (task != null && task.isCancelled()) {
            throw task.cancellation();
        }
    }

    /** The innermost scope that is open in the body of the running task; null if none is. */
    public @Nullable Object innermostScope() {
        Strand task = running;
        return task == null ? null : task.innermostScope();
    }

    /** A step begins: its task may do some operations without waiting. */
    void refillBudget() {
        budget = OPERATIONS_PER_STEP;
    }

    /** Takes one operation from the budget of the running step; false if it is spent, and the task has to let others run. */
    boolean spend() {
        return --budget >= 0;
    }

    /** What a wait ends with if it is withdrawn, in place of the cancellation of its task; for tests. */
    void inject(Wait<?> wait, Throwable failure) {
        if (injected == null) {
            injected = new IdentityHashMap<>();
        }
        injected.put(wait, failure);
    }

    /** What a wait ends with that was withdrawn. */
    Throwable endOfWithdrawn(Wait<?> wait, Strand task) {
        Throwable failure = injected == null ? null : injected.remove(wait);
        return failure != null ? failure : task.cancellation();
    }

    /** Runs a callback outside of any task, also when called from a task's step. */
    public void outsideTasks(Runnable callback) {
        Strand outer = running;
        running = null;
        try {
            callback.run();
        } finally {
            running = outer;
        }
    }

    /** The task whose step is running. */
    public @Nullable Strand running() {
        return running;
    }

    /** What is to be settled in this loop. */
    public Ledger ledger() {
        return ledger;
    }

    /** What is ready to run. */
    public RunQueue ready() {
        return ready;
    }

    /** The timers, on the clock of the engine. */
    public TimerWheel timers() {
        return timers;
    }

    /** The deadline that lies so far ahead of now, on the clock of the engine. */
    public long deadlineAfter(long delayNanos) {
        return timers.deadlineAfter(engine.nanos(), delayNanos);
    }

    /** What talks to the operating system. */
    public Engine engine() {
        return engine;
    }

    /** What this machine has one of, made when it is asked for first. */
    public <T> T one(Class<T> type, Supplier<? extends T> maker) {
        Object there = ones.get(type);
        if (there == null) {
            there = maker.get();
            ones.put(type, there);
        }
        return type.cast(there);
    }

    /** What {@link #one} has made; null if it has not been asked for. */
    public <T> @Nullable T oneIfMade(Class<T> type) {
        return type.cast(ones.get(type));
    }

    /** The loop this is inside of. */
    public Loop loop() {
        return loop;
    }
}
