package dev.heddle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random program of tasks, scopes, sleeps, failures and cancellations, made from a seed. It ends whatever happens: a task
 * awaits only tasks below it, or earlier ones that are not around it.
 */
final class ScopeProgram {
    sealed interface Statement {}

    /** Durations are in seconds; 0 only yields. */
    record Sleep(int seconds) implements Statement {}

    record Spawn(int scope, int task, List<Statement> body, How how) implements Statement {}

    /** In which of the ways a task is spawned. */
    enum How {
        AT_ONCE,
        DAEMON,
        /** With the first step in the step of the one who spawns it. Has no name. */
        EAGERLY,
        /** The one who spawns it waits for a place. */
        WHEN_FREE
    }

    /** A task that says that it is ready between two parts of its body. */
    record Start(int scope, int task, List<Statement> before, List<Statement> after) implements Statement {}

    record Await(int task) implements Statement {}

    record Fail(int number) implements Statement {}

    record CancelTask(int task) implements Statement {}

    record CancelScope(int scope) implements Statement {}

    record CancelChildren(int scope) implements Statement {}

    /** Runs a body in a scope of its own that nobody can spawn into. */
    record Within(Way way, int seconds, List<Statement> body) implements Statement {}

    /** By which of the functions a body gets a deadline. */
    enum Way {
        MOVE_ON_AFTER("moveOnAfter"),
        TIMEOUT("timeout"),
        SHIELD("shield");

        final String scope;

        Way(String scope) {
            this.scope = scope;
        }
    }

    /** Looks at where a task stands and why it was cancelled, and at the time that is left to the one who looks. */
    record Look(int task) implements Statement {}

    /** Moves the deadline of a scope. */
    record Reschedule(int scope, int seconds) implements Statement {}

    /**
     * A timeout of -1 is none; it is the budget of a shield, or else a deadline. With 0 places any number of tasks may run,
     * with others there is a timeout, as a task that has a place may wait for one that does not get any.
     */
    record Scope(int scope, ScopePolicy policy, int timeout, boolean shield, int places, List<Statement> body)
            implements Statement {}

    record Try(List<Statement> body, List<Statement> handler) implements Statement {}

    private static final int MOST_STATEMENTS = 60;
    private static final int DEEPEST = 6;

    private final SplittableRandom random;
    private int statements;
    private int tasks;
    private int scopes;
    private int failures;

    private ScopeProgram(long seed) {
        random = new SplittableRandom(seed);
    }

    static List<Statement> of(long seed) {
        ScopeProgram program = new ScopeProgram(seed);
        return List.of(new Try(List.of(program.scope(List.of(), List.of(), 0)), List.of(new Sleep(1))));
    }

    private List<Statement> body(List<Integer> scopesAround, List<Integer> tasksBefore, int depth) {
        List<Integer> known = new ArrayList<>(tasksBefore);
        List<Statement> body = new ArrayList<>();
        for (int left = 2 + random.nextInt(6); left > 0 && statements < MOST_STATEMENTS; left--) {
            statements++;
            body.add(statement(scopesAround, known, depth));
        }
        return body;
    }

    private Statement statement(List<Integer> scopesAround, List<Integer> known, int depth) {
        boolean deep = depth == DEEPEST;
        switch (random.nextInt(32)) {
            case 0, 1, 2 -> {
                return deep ? new Sleep(1) : scope(scopesAround, known, depth);
            }
            case 3, 4, 5, 6, 14, 15, 16 -> {
                if (!deep && !scopesAround.isEmpty()) {
                    int task = ++tasks;
                    Spawn spawn =
                            new Spawn(oneOf(scopesAround), task, body(scopesAround, known, depth + 1), oneOfTheWays());
                    known.add(task);
                    return spawn;
                }
            }
            case 22, 23 -> {
                if (!deep && !scopesAround.isEmpty()) {
                    int task = ++tasks;
                    Start start = new Start(
                            oneOf(scopesAround),
                            task,
                            body(scopesAround, known, depth + 1),
                            body(scopesAround, known, depth + 1));
                    known.add(task);
                    return start;
                }
            }
            case 24 -> {
                if (!scopesAround.isEmpty()) {
                    return new Reschedule(oneOf(scopesAround), random.nextInt(8));
                }
            }
            case 7, 8, 17 -> {
                if (!known.isEmpty()) {
                    return new Await(oneOf(known));
                }
            }
            case 9 -> {
                return new Fail(++failures);
            }
            case 10 -> {
                if (tasks > 0) {
                    return new CancelTask(1 + random.nextInt(tasks));
                }
            }
            case 11 -> {
                if (!scopesAround.isEmpty()) {
                    return new CancelScope(oneOf(scopesAround));
                }
            }
            case 26 -> {
                if (!scopesAround.isEmpty()) {
                    return new CancelChildren(oneOf(scopesAround));
                }
            }
            case 27, 28, 29 -> {
                if (!deep) {
                    Way way = Way.values()[random.nextInt(Way.values().length)];
                    return new Within(way, random.nextInt(8), body(scopesAround, known, depth + 1));
                }
            }
            case 30 -> {
                if (tasks > 0) {
                    return new Look(1 + random.nextInt(tasks));
                }
            }
            case 12, 13 -> {
                if (!deep) {
                    return new Try(body(scopesAround, known, depth + 1), body(scopesAround, known, depth + 1));
                }
            }
            default -> {}
        }
        return new Sleep(random.nextInt(5));
    }

    private Scope scope(List<Integer> scopesAround, List<Integer> known, int depth) {
        int scope = ++scopes;
        List<Integer> inside = new ArrayList<>(scopesAround);
        inside.add(scope);
        ScopePolicy policy = random.nextBoolean()
                ? ScopePolicy.FAIL_FAST
                : ScopePolicy.values()[random.nextInt(ScopePolicy.values().length)];
        boolean shield = random.nextInt(5) == 0;
        int places = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
        int timeout = shield || places > 0 || random.nextInt(3) == 0 ? random.nextInt(12) : -1;
        return new Scope(scope, policy, timeout, shield, places, body(inside, known, depth + 1));
    }

    private How oneOfTheWays() {
        return switch (random.nextInt(8)) {
            case 0 -> How.DAEMON;
            case 1, 2 -> How.WHEN_FREE;
            case 3, 4 -> How.EAGERLY;
            default -> How.AT_ONCE;
        };
    }

    private int oneOf(List<Integer> numbers) {
        return numbers.get(random.nextInt(numbers.size()));
    }
}
