package dev.heddle;

import dev.heddle.CancelReason.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScopeProgram} has to do, said in the simplest way: nothing is cached, nothing is linked, no stack is saved.
 * Statements are run with two continuations, for the normal way and for exceptions.
 *
 * <p>A tick: the timers that are due, in order of deadline, then what was ready when the tick began. Time moves on when
 * nothing is ready. A deadline acts one tick after it was due.
 */
final class ScopeModel {
    /** An exception; two are the same only if they are one object. */
    private static final class Thrown {
        final String type;
        final String text;

        /** The first failure, of one that tells that a scope has failed. */
        @Nullable
        Thrown cause;

        /** Whose deadline has passed. */
        @Nullable
        Block late;

        final List<Thrown> suppressed = new ArrayList<>();

        Thrown(String type, String text) {
            this.type = type;
            this.text = text;
        }

        private String told(Set<Thrown> before) {
            if (!before.add(this)) {
                return type + text + " (told)";
            }
            StringBuilder whole = new StringBuilder(type + text);
            if (cause != null) {
                whole.append(": ").append(cause.told(before));
            }
            suppressed.forEach(
                    each -> whole.append(" [").append(each.told(before)).append(']'));
            return whole.toString();
        }

        @Override
        public String toString() {
            return told(new HashSet<>());
        }
    }

    /** One request to cancel; what it reached is told apart by identity. */
    private static final class Cancel {
        final Kind kind;

        /** The scope that asked by its own rules, or for its children. */
        final @Nullable Block by;

        Cancel(Kind kind, @Nullable Block by) {
            this.kind = kind;
            this.by = by;
        }
    }

    private record Timer(int time, int order, Runnable action) {}

    /** Something with two ends. */
    private interface Code {
        void run(Runnable next, Consumer<Thrown> failed);
    }

    /** Something a task waits for; {@code withdraw} undoes it, and is null where that is impossible. */
    private record Wait(@Nullable Runnable withdraw, Runnable next, Consumer<Thrown> failed) {}

    private enum State {
        COLD,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    private static final class Job {
        /** In the trace. */
        final String name;

        /** In messages. */
        String title;

        /** The scope it belongs to; null for the program. */
        @Nullable
        Block block;

        final boolean daemon;
        boolean hasPlace;
        State state = State.COLD;

        /** Its first step; until then it may wait for a place. */
        Runnable first = () -> {};

        @Nullable
        Cancel cancelled;

        @Nullable
        Wait wait;

        @Nullable
        Thrown failure;

        boolean toldOwner;

        /** Somebody has got the failure. */
        boolean told;

        final List<Block> open = new ArrayList<>();
        final Set<Job.Listener> waiters = new LinkedHashSet<>();

        interface Listener {
            void ended();
        }

        Job(String name, @Nullable Block block, boolean daemon) {
            this.name = name;
            title = "task `" + name + "`";
            this.block = block;
            this.daemon = daemon;
        }

        boolean isDone() {
            return state.compareTo(State.RUNNING) > 0;
        }
    }

    /** A scope. */
    private static final class Block {
        final String name;
        final ScopeProgram.Scope options;
        final Job owner;

        /** How many tasks may still begin, in a scope with a limit. */
        int places;

        /** What is done when the turns for a place come. */
        final ArrayDeque<Runnable> line = new ArrayDeque<>();

        /** When it passes, and how long after it was set that is. */
        @Nullable
        Timer deadline;

        int timeout;
        boolean passed;

        @Nullable
        Cancel cancelled;

        @Nullable
        Cancel childrenCancelled;

        boolean lost;
        boolean told;
        boolean won;
        boolean closing;
        boolean closed;

        @Nullable
        Runnable whenIdle;

        final Set<Job> children = new LinkedHashSet<>();
        final List<Thrown> failures = new ArrayList<>();
        final List<Thrown> untold = new ArrayList<>();

        /** What has told the body of the failures so far, and will tell of those to come. */
        final List<Thrown> carriers = new ArrayList<>();

        /** Those that failed on their own. */
        final List<Job> unretrieved = new ArrayList<>();

        Block(String name, ScopeProgram.Scope options, Job owner) {
            this.name = "scope `" + name + "`";
            this.options = options;
            this.owner = owner;
            places = options.places();
        }

        boolean takesTasks() {
            return !closed && childrenCancelled == null;
        }

        String refusal() {
            return name + " takes no more tasks: it is " + (closed ? "closed" : "being closed or cancelled");
        }

        boolean expired() {
            return cancelled != null && cancelled.kind == Kind.DEADLINE && (told || lost);
        }

        boolean cutShort() {
            return childrenCancelled != null
                    && !(childrenCancelled.kind == Kind.FINISHED && childrenCancelled.by == this);
        }
    }

    private final StringBuilder trace = new StringBuilder();
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final List<Timer> timers = new ArrayList<>();
    private final Map<Integer, Job> jobs = new HashMap<>();
    private final Map<Integer, Block> blocks = new HashMap<>();
    private final List<String> lost = new ArrayList<>();
    private int now;
    private int order;
    private int numbers;

    private ScopeModel() {}

    static String trace(List<ScopeProgram.Statement> program) {
        ScopeModel model = new ScopeModel();
        Job main = new Job("main", null, false);
        model.numbers++;
        model.ready.add(() -> model.begin(main, (next, failed) -> model.body(main, program, next, failed)));
        model.run();
        model.log("main ends" + (main.state == State.SUCCEEDED ? "" : " with " + model.outcome(main)));
        model.lost.forEach(model::log);
        return model.trace.toString();
    }

    private void run() {
        while (!ready.isEmpty() || !timers.isEmpty()) {
            List<Timer> due = timers.stream()
                    .filter(timer -> timer.time <= now)
                    .sorted(Comparator.comparingInt(Timer::time).thenComparingInt(Timer::order))
                    .toList();
            timers.removeAll(due);
            due.forEach(timer -> timer.action.run());
            for (int left = ready.size(); left > 0; left--) {
                ready.remove().run();
            }
            if (ready.isEmpty() && !timers.isEmpty()) {
                now = timers.stream().mapToInt(Timer::time).min().orElseThrow();
            }
        }
    }

    private void log(String line) {
        String time = Duration.ofSeconds(now).toString().substring(2).toLowerCase(Locale.ROOT);
        trace.append(time).append("  ").append(line).append('\n');
    }

    private Timer timer(int seconds, Runnable action) {
        Timer timer = new Timer(now + seconds, order++, action);
        timers.add(timer);
        return timer;
    }

    private void begin(Job job, Code body) {
        job.state = State.RUNNING;
        if (job.cancelled != null) {
            end(job, thrownInto(job));
            return;
        }
        if (job.block != null) {
            log(job.name + " begins");
        }
        body.run(
                () -> {
                    if (job.block != null) {
                        log(job.name + " ends");
                    }
                    end(job, null);
                },
                thrown -> end(job, thrown));
    }

    private void end(Job job, @Nullable Thrown thrown) {
        if (thrown == null) {
            job.state = State.SUCCEEDED;
        } else if (thrown.type.equals("Cancelled: ") && job.cancelled != null) {
            job.state = State.CANCELLED;
        } else {
            job.state = State.FAILED;
            job.failure = thrown.type.equals("Cancelled: ")
                    ? new Thrown(
                            "TaskCancelledException: ",
                            "a scope inside " + job.title + " was cancelled, and its body did not end before it")
                    : thrown;
        }
        List.copyOf(job.waiters).forEach(Job.Listener::ended);
        if (job.block != null) {
            ended(job.block, job);
        }
    }

    private Thrown outcome(Job job) {
        return job.state == State.CANCELLED
                ? new Thrown("TaskCancelledException: ", job.title + " was cancelled")
                : Objects.requireNonNull(job.failure);
    }

    /** What awaiting a task that has ended gives to {@code waiter}. */
    private void deliver(Job job, Job waiter, Runnable next, Consumer<Thrown> failed, Consumer<Runnable> how) {
        if (job.state == State.SUCCEEDED) {
            how.accept(next);
            return;
        }
        if (job.state == State.FAILED) {
            job.told = true;
            if (job.block != null && job.block.owner == waiter) {
                job.toldOwner = true;
                job.block.untold.remove(job.failure);
            }
        }
        Thrown outcome = outcome(job);
        how.accept(() -> failed.accept(outcome));
    }

    /** The scope whose cancellation awaits of the task obey, the task itself, or null. */
    private static @Nullable Object cancelledBy(Job job) {
        Block outermost = null;
        for (int i = job.open.size() - 1; i >= 0; i--) {
            Block block = job.open.get(i);
            if (block.cancelled != null) {
                outermost = block;
            }
            if (block.options.shield()) {
                return outermost;
            }
        }
        return job.cancelled != null ? job : outermost;
    }

    private static @Nullable Cancel cancelOf(Job job) {
        Object by = cancelledBy(job);
        return by instanceof Block block ? block.cancelled : by == null ? null : job.cancelled;
    }

    private Thrown thrownInto(Job job) {
        Object by = Objects.requireNonNull(cancelledBy(job));
        return by instanceof Block block ? thrownBy(block) : new Thrown("Cancelled: ", job.title + " was cancelled");
    }

    private static Thrown thrownBy(Block block) {
        switch (Objects.requireNonNull(block.cancelled).kind) {
            case FAILED -> {
                Thrown carrier = failed(block, block.failures);
                block.carriers.add(carrier);
                block.untold.clear();
                return carrier;
            }
            case DEADLINE -> {
                block.told = true;
                Thrown late = new Thrown(
                        "DeadlineExceeded: ",
                        "the deadline of " + block.name + " (" + Duration.ofSeconds(block.timeout) + ") has passed");
                late.late = block;
                return late;
            }
            default -> {
                return new Thrown("Cancelled: ", block.name + " was cancelled");
            }
        }
    }

    private static Thrown failed(Block block, List<Thrown> failures) {
        Thrown failed = new Thrown("ScopeFailed of ", block.name);
        failed.cause = failures.get(0);
        failed.suppressed.addAll(failures.subList(1, failures.size()));
        return failed;
    }

    private void cancel(Block block, Kind kind) {
        if (block.cancelled == null && !block.closed) {
            Cancel cancel = new Cancel(kind, block);
            block.cancelled = cancel;
            interrupt(block.owner);
            ArrayDeque<Job> reached = new ArrayDeque<>();
            reachBlocks(block.owner, block, cancel, reached);
            spread(cancel, reached);
        }
    }

    private void cancelChildren(Block block, Kind kind) {
        Cancel cancel = new Cancel(kind, block);
        ArrayDeque<Job> reached = new ArrayDeque<>();
        reachChildren(block, cancel, reached);
        spread(cancel, reached);
    }

    private void cancel(Job job) {
        Cancel cancel = new Cancel(Kind.REQUESTED, null);
        ArrayDeque<Job> reached = new ArrayDeque<>();
        reach(job, cancel, reached);
        spread(cancel, reached);
    }

    private void spread(Cancel cancel, ArrayDeque<Job> reached) {
        while (!reached.isEmpty()) {
            Job job = reached.remove();
            interrupt(job);
            reachBlocks(job, null, cancel, reached);
        }
    }

    private static void reach(Job job, Cancel cancel, ArrayDeque<Job> reached) {
        if (job.cancelled == null && !job.isDone()) {
            job.cancelled = cancel;
            reached.add(job);
        }
    }

    private static void reachBlocks(Job job, @Nullable Block from, Cancel cancel, ArrayDeque<Job> reached) {
        List<Block> affected = new ArrayList<>();
        for (int i = job.open.size() - 1; i >= 0; i--) {
            Block block = job.open.get(i);
            if (block != from && block.options.shield()) {
                affected.clear();
                continue;
            }
            affected.add(block);
            if (block == from) {
                break;
            }
        }
        affected.forEach(block -> reachChildren(block, cancel, reached));
    }

    private static void reachChildren(Block block, Cancel cancel, ArrayDeque<Job> reached) {
        if (block.childrenCancelled == null) {
            block.childrenCancelled = cancel;
        }
        block.children.forEach(child -> reach(child, cancel, reached));
    }

    private void interrupt(Job job) {
        if (job.state == State.COLD
                && job.block != null
                && job.block.options.places() > 0
                && !job.hasPlace
                && !job.daemon) {
            ready.add(job.first);
        }
        Wait wait = job.wait;
        if (wait != null && wait.withdraw != null && cancelledBy(job) != null) {
            job.wait = null;
            wait.withdraw.run();
            ready.add(() -> wait.failed.accept(thrownInto(job)));
        }
    }

    private void ended(Block block, Job child) {
        block.children.remove(child);
        switch (child.state) {
            case CANCELLED ->
                block.lost |= block.cutShort() && child.cancelled == block.childrenCancelled && !child.daemon;
            case FAILED -> childFailed(block, child, Objects.requireNonNull(child.failure));
            default -> {
                if (block.options.policy() == ScopePolicy.FIRST_SUCCESS && !block.won && !child.daemon) {
                    block.won = true;
                    cancelChildren(block, Kind.FINISHED);
                }
            }
        }
        if (child.hasPlace) {
            block.places++;
            while (block.places > 0 && !block.line.isEmpty()) {
                block.line.remove().run();
            }
        }
        if (block.closing && isIdle(block)) {
            Objects.requireNonNull(block.whenIdle).run();
        }
    }

    private void childFailed(Block block, Job child, Thrown failure) {
        if (block.options.policy() == ScopePolicy.SUPERVISE) {
            block.unretrieved.add(child);
            return;
        }
        if (!block.failures.contains(failure)) {
            block.failures.add(failure);
            block.carriers.forEach(carrier -> carrier.suppressed.add(failure));
            if (block.carriers.isEmpty() && !child.toldOwner) {
                block.untold.add(failure);
            }
        } else if (child.toldOwner) {
            block.untold.remove(failure);
        }
        if (block.options.policy() == ScopePolicy.FAIL_FAST && block.childrenCancelled == null) {
            cancel(block, Kind.FAILED);
        }
    }

    private boolean isIdle(Block block) {
        if (!block.children.isEmpty()
                && block.children.stream().allMatch(child -> child.daemon)
                && block.childrenCancelled == null) {
            cancelChildren(block, Kind.FINISHED);
        }
        return block.children.isEmpty();
    }

    private void open(Job job, ScopeProgram.Scope options, Runnable next, Consumer<Thrown> failed) {
        Block block = new Block("s" + options.scope(), options, job);
        blocks.put(options.scope(), block);
        job.open.add(block);
        if (options.timeout() >= 0) {
            limit(block, options.timeout());
        }
        within(
                block,
                (left, thrown) -> body(job, options.body(), left, thrown),
                () -> {
                    log(job.name + " has left s" + options.scope() + (block.expired() ? ", expired" : ""));
                    next.run();
                },
                failed);
    }

    private void within(Block block, Code body, Runnable next, Consumer<Thrown> failed) {
        if (block.childrenCancelled == null) {
            block.childrenCancelled = cancelOf(block.owner);
        }
        body.run(
                () -> close(block, false, next, failed),
                thrown -> close(block, true, () -> failed.accept(thrown), also -> {
                    thrown.suppressed.add(also);
                    failed.accept(thrown);
                }));
    }

    /** Sets or moves the deadline. */
    private void limit(Block block, int seconds) {
        timers.remove(block.deadline);
        block.deadline = null;
        block.timeout = seconds;
        if (seconds == 0) {
            block.passed = true;
            deadlinePassed(block);
        } else {
            Timer[] mine = new Timer[1];
            mine[0] = timer(
                    seconds,
                    () -> ready.add(() -> ready.add(() -> {
                        if (block.deadline == mine[0]) {
                            block.passed = true;
                            deadlinePassed(block);
                        }
                    })));
            block.deadline = mine[0];
        }
    }

    private void deadlinePassed(Block block) {
        if (!block.closed && (block.closing ? block.childrenCancelled == null : !block.cutShort())) {
            cancel(block, Kind.DEADLINE);
        }
    }

    private void close(Block block, boolean failing, Runnable next, Consumer<Thrown> failed) {
        Job job = block.owner;
        block.closing = true;
        if (failing) {
            cancelChildren(block, Kind.LEFT);
        }
        if (isIdle(block)) {
            Thrown thrown = left(block, failing);
            if (thrown == null) {
                next.run();
            } else {
                failed.accept(thrown);
            }
            return;
        }
        job.wait = new Wait(null, next, failed);
        block.whenIdle = () -> {
            Thrown thrown = left(block, failing);
            job.wait = null;
            ready.add(thrown == null ? next : () -> failed.accept(thrown));
        };
    }

    /** What closing throws. */
    private @Nullable Thrown left(Block block, boolean failing) {
        block.closed = true;
        block.owner.open.remove(block);
        timers.remove(block.deadline);
        block.unretrieved.stream()
                .filter(job -> !job.told)
                .forEach(job -> lost.add("lost the failure of " + job.title));
        Thrown untold = block.untold.isEmpty() || block.won ? null : failed(block, block.untold);
        if (failing) {
            return untold;
        }
        if (block.cancelled != null && block.cancelled.kind == Kind.FAILED) {
            return thrownBy(block);
        }
        Thrown outcome = null;
        if (block.expired()) {
            outcome = thrownBy(block);
        } else if (block.cancelled == null && block.lost && cancelledBy(block.owner) != null) {
            outcome = thrownInto(block.owner);
        }
        if (outcome == null) {
            return untold;
        }
        if (untold != null) {
            outcome.suppressed.add(untold);
        }
        return outcome;
    }

    private void withDeadline(Job job, ScopeProgram.Within statement, Runnable next, Consumer<Thrown> failed) {
        boolean shield = statement.way() == ScopeProgram.Way.SHIELD;
        ScopeProgram.Scope options =
                new ScopeProgram.Scope(0, ScopePolicy.FAIL_FAST, statement.seconds(), shield, 0, List.of());
        Block block = new Block(statement.way().scope, options, job);
        job.open.add(block);
        limit(block, statement.seconds());
        boolean[] ended = new boolean[1];
        Runnable goesOn = () -> {
            log(job.name + (ended[0] ? " goes on" : " moves on"));
            next.run();
        };
        within(
                block,
                (left, thrown) -> {
                    if (cancelledBy(job) != null) {
                        thrown.accept(thrownInto(job));
                        return;
                    }
                    Runnable end = () -> {
                        ended[0] = true;
                        left.run();
                    };
                    body(job, statement.body(), end, thrown);
                },
                goesOn,
                thrown -> {
                    boolean movesOn = statement.way() == ScopeProgram.Way.MOVE_ON_AFTER;
                    if (thrown.late == block && (ended[0] || movesOn)) {
                        goesOn.run();
                    } else {
                        failed.accept(thrown);
                    }
                });
    }

    private void look(Job job, ScopeProgram.Look look) {
        Job seen = jobs.get(look.task());
        if (seen != null) {
            String state = seen.state == State.COLD ? "SCHEDULED" : seen.state.name();
            log(job.name + " sees t" + look.task() + " " + state
                    + (seen.cancelled == null ? "" : ", " + seen.cancelled.kind));
        }
        Integer left = timeLeft(job);
        log(job.name + " has " + (left == null ? null : Duration.ofSeconds(left)));
    }

    /** Until the first deadline that the task has to obey where it stands; null if there is none. */
    private @Nullable Integer timeLeft(Job job) {
        if (cancelledBy(job) != null) {
            return 0;
        }
        Integer earliest = null;
        Block block = job.open.isEmpty() ? job.block : job.open.get(job.open.size() - 1);
        while (block != null) {
            if (block.passed || block.deadline != null) {
                int left = block.passed ? 0 : Math.max(0, Objects.requireNonNull(block.deadline).time - now);
                earliest = earliest == null ? left : Math.min(earliest, left);
            }
            if (block.options.shield()) {
                break;
            }
            int place = block.owner.open.indexOf(block);
            block = place == 0 ? block.owner.block : block.owner.open.get(place - 1);
        }
        return earliest;
    }

    private void body(Job job, List<ScopeProgram.Statement> statements, Runnable next, Consumer<Thrown> failed) {
        if (statements.isEmpty()) {
            next.run();
        } else {
            statement(
                    job,
                    statements.get(0),
                    () -> body(job, statements.subList(1, statements.size()), next, failed),
                    failed);
        }
    }

    private void statement(Job job, ScopeProgram.Statement statement, Runnable next, Consumer<Thrown> failed) {
        if (statement instanceof ScopeProgram.Sleep nap) {
            Runnable slept = () -> {
                log(job.name + " slept " + nap.seconds());
                next.run();
            };
            sleep(job, nap.seconds(), slept, failed);
        } else if (statement instanceof ScopeProgram.Spawn spawn) {
            spawn(job, spawn, next, failed);
        } else if (statement instanceof ScopeProgram.Start start) {
            start(job, start, next, failed);
        } else if (statement instanceof ScopeProgram.Reschedule move) {
            Block block = Objects.requireNonNull(blocks.get(move.scope()));
            if (block.closed || block.passed) {
                log(job.name + " cannot reschedule s" + move.scope());
            } else {
                limit(block, move.seconds());
            }
            next.run();
        } else if (statement instanceof ScopeProgram.Await wait) {
            Job awaited = jobs.get(wait.task());
            if (awaited == null) {
                next.run();
            } else {
                await(
                        job,
                        awaited,
                        () -> {
                            log(job.name + " awaited t" + wait.task());
                            next.run();
                        },
                        failed);
            }
        } else if (statement instanceof ScopeProgram.Fail fail) {
            failed.accept(new Thrown("Failure: ", "failure " + fail.number()));
        } else if (statement instanceof ScopeProgram.CancelTask cancel) {
            Job cancelled = jobs.get(cancel.task());
            if (cancelled != null) {
                cancel(cancelled);
            }
            next.run();
        } else if (statement instanceof ScopeProgram.CancelScope cancel) {
            cancel(Objects.requireNonNull(blocks.get(cancel.scope())), Kind.REQUESTED);
            next.run();
        } else if (statement instanceof ScopeProgram.CancelChildren cancel) {
            cancelChildren(Objects.requireNonNull(blocks.get(cancel.scope())), Kind.FINISHED);
            next.run();
        } else if (statement instanceof ScopeProgram.Within timed) {
            withDeadline(job, timed, next, failed);
        } else if (statement instanceof ScopeProgram.Look look) {
            look(job, look);
            next.run();
        } else if (statement instanceof ScopeProgram.Scope inner) {
            open(job, inner, next, failed);
        } else if (statement instanceof ScopeProgram.Try attempt) {
            body(job, attempt.body(), next, thrown -> {
                log(job.name + " catches " + thrown);
                body(job, attempt.handler(), next, failed);
            });
        }
    }

    private void sleep(Job job, int seconds, Runnable next, Consumer<Thrown> failed) {
        if (cancelledBy(job) != null) {
            failed.accept(thrownInto(job));
        } else if (seconds == 0) {
            ready.add(next);
        } else {
            Timer timer = timer(seconds, () -> {
                job.wait = null;
                ready.add(next);
            });
            job.wait = new Wait(() -> timers.remove(timer), next, failed);
        }
    }

    private void spawn(Job job, ScopeProgram.Spawn spawn, Runnable next, Consumer<Thrown> failed) {
        Block block = Objects.requireNonNull(blocks.get(spawn.scope()));
        Job child = new Job("t" + spawn.task(), block, spawn.how() == ScopeProgram.How.DAEMON);
        child.first = () -> begin(child, (ended, failing) -> body(child, spawn.body(), ended, failing));
        Runnable spawned = () -> {
            jobs.put(spawn.task(), child);
            next.run();
        };
        Runnable refused = () -> {
            log(job.name + " cannot spawn " + child.name);
            next.run();
        };
        boolean waits = spawn.how() == ScopeProgram.How.WHEN_FREE;
        if (waits && cancelledBy(job) != null) {
            failed.accept(thrownInto(job));
        } else if (waits && isFull(block) && block.takesTasks()) {
            Wait wait = new Wait(() -> {}, spawned, failed);
            job.wait = wait;
            block.line.add(() -> {
                if (job.wait == wait) {
                    takeTurn(job, child, block, spawned, refused);
                }
            });
        } else if (block.takesTasks() && spawn.how() == ScopeProgram.How.EAGERLY) {
            block.children.add(child);
            child.title = "task `task-" + ++numbers + "`";
            child.first.run();
            spawned.run();
        } else if (block.takesTasks()) {
            add(child, block);
            spawned.run();
        } else if (cancelledBy(job) != null) {
            failed.accept(thrownInto(job));
        } else {
            refused.run();
        }
    }

    private void takeTurn(Job job, Job child, Block block, Runnable spawned, Runnable refused) {
        job.wait = null;
        if (block.takesTasks()) {
            add(child, block);
            ready.add(spawned);
        } else {
            ready.add(refused);
        }
    }

    private static boolean isFull(Block block) {
        return block.options.places() > 0 && block.places == 0;
    }

    /** The first step of a new task comes with those that are ready, or when there is a place for it. */
    private void add(Job child, Block block) {
        block.children.add(child);
        numbers++;
        if (child.daemon || block.options.places() == 0) {
            ready.add(child.first);
        } else if (block.places > 0) {
            admit(child, block);
        } else {
            block.line.add(() -> {
                if (child.cancelled == null) {
                    admit(child, block);
                }
            });
        }
    }

    private void admit(Job child, Block block) {
        block.places--;
        child.hasPlace = true;
        ready.add(child.first);
    }

    /** Until it is ready, the child belongs to a scope of its own, which ends with the start. */
    private void start(Job job, ScopeProgram.Start start, Runnable next, Consumer<Thrown> failed) {
        ScopeProgram.Scope options = new ScopeProgram.Scope(0, ScopePolicy.COLLECT, -1, false, 0, List.of());
        Block starting = new Block("start of t" + start.task(), options, job);
        job.open.add(starting);
        within(
                starting,
                (left, thrown) -> startIn(starting, start, left, thrown),
                () -> {
                    log(job.name + " has started t" + start.task());
                    next.run();
                },
                failed);
    }

    private void startIn(Block starting, ScopeProgram.Start start, Runnable left, Consumer<Thrown> thrown) {
        Job job = starting.owner;
        if (!starting.takesTasks()) {
            thrown.accept(thrownInto(job));
            return;
        }
        Job child = new Job("t" + start.task(), starting, false);
        boolean[] isReady = new boolean[1];
        Thrown never =
                new Thrown("IllegalStateException: ", child.title + " has ended without saying that it is ready");
        Runnable over = () -> {
            if (isReady[0]) {
                left.run();
            } else {
                await(job, child, () -> thrown.accept(never), thrown);
            }
        };
        Job.Listener listener = () -> {
            job.wait = null;
            ready.add(over);
        };
        Wait wait = new Wait(() -> child.waiters.remove(listener), over, thrown);
        Code becomesReady = (next, failed) -> {
            Block target = Objects.requireNonNull(blocks.get(start.scope()));
            if (child.cancelled == null && target.closed) {
                failed.accept(new Thrown("IllegalStateException: ", target.refusal()));
                return;
            }
            if (child.cancelled == null) {
                isReady[0] = true;
                moveTo(target, child);
                if (job.wait == wait) {
                    child.waiters.remove(listener);
                    listener.ended();
                }
            }
            log(child.name + " is ready");
            next.run();
        };
        child.first = () -> begin(child, (next, failed) -> {
            jobs.put(start.task(), child);
            Runnable rest = () -> body(child, start.after(), next, failed);
            body(child, start.before(), () -> becomesReady.run(rest, failed), failed);
        });
        add(child, starting);
        child.waiters.add(listener);
        job.wait = wait;
    }

    private void moveTo(Block target, Job child) {
        Objects.requireNonNull(child.block).children.remove(child);
        child.block = target;
        target.children.add(child);
        if (target.childrenCancelled != null) {
            ArrayDeque<Job> reached = new ArrayDeque<>();
            reach(child, target.childrenCancelled, reached);
            spread(target.childrenCancelled, reached);
        }
    }

    private void await(Job job, Job awaited, Runnable next, Consumer<Thrown> failed) {
        if (cancelledBy(job) != null) {
            failed.accept(thrownInto(job));
        } else if (awaited.isDone()) {
            deliver(awaited, job, next, failed, Runnable::run);
        } else {
            Job.Listener listener = () -> {
                job.wait = null;
                deliver(awaited, job, next, failed, ready::add);
            };
            awaited.waiters.add(listener);
            job.wait = new Wait(() -> awaited.waiters.remove(listener), next, failed);
        }
    }
}
