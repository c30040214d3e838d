package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic.Severity;
import java.util.Arrays;
import java.util.Optional;

/** The rules and their codes, stable for ever, in the order of {@code docs/errors.md}. */
public enum Rule {
    AWAIT_OUTSIDE_ASYNC("H001", Severity.ERROR),
    AWAIT_UNDER_MONITOR("H002", Severity.ERROR),
    RETURN_TYPE("H003", Severity.ERROR),
    NOT_A_METHOD_WITH_A_BODY("H004", Severity.ERROR),
    UNFINISHED_OBJECT("H005", Severity.ERROR),
    SYNCHRONIZED_METHOD("H006", Severity.ERROR),
    NOT_AWAITABLE("H007", Severity.ERROR),
    TOO_LARGE("H008", Severity.ERROR),
    FRAME_MISSING("H011", Severity.ERROR),
    NAME_TAKEN("H013", Severity.ERROR),
    NOT_A_CLASS_FILE("H014", Severity.ERROR),
    EMIT_OUTSIDE_GENERATOR("H015", Severity.ERROR),
    NO_NAME_FOR_FRAME("H016", Severity.ERROR),

    COROUTINE_DROPPED("H101", Severity.WARNING),
    NOTHING_AWAITED("H102", Severity.INFO),
    LOCK_ACROSS_AWAIT("H103", Severity.WARNING),
    HELD_ACROSS_AWAIT("H104", Severity.WARNING),
    NULL_RETURNED("H105", Severity.WARNING),
    RETURNED_OUT_OF_TRY("H106", Severity.WARNING),
    NESTED_AWAITABLE("H107", Severity.WARNING),
    RETURNS_NOTHING("H108", Severity.WARNING),
    TAKEN_FOR_RESULT("H109", Severity.WARNING),
    AWAITED_TWICE("H110", Severity.WARNING),
    SCOPE_LEFT_EARLY("H111", Severity.WARNING),
    THREAD_LOCAL_ACROSS_AWAIT("H112", Severity.WARNING),
    THREAD_ACROSS_AWAIT("H113", Severity.WARNING),
    STALE_READ("H114", Severity.WARNING),
    ONLY_FORWARDS("H115", Severity.INFO),

    BLOCKING_SLEEP("H201", Severity.WARNING),
    BLOCKING_FUTURE("H202", Severity.WARNING),
    BLOCKING_NETWORK("H203", Severity.WARNING),
    BLOCKING_FILE("H204", Severity.WARNING),
    BLOCKING_PROCESS("H205", Severity.WARNING),
    BLOCKING_CONSOLE("H206", Severity.WARNING),
    BLOCKING_LOCK("H207", Severity.WARNING),
    BLOCKING_DATABASE("H208", Severity.WARNING),
    BLOCKING_NAME_LOOKUP("H209", Severity.WARNING),
    BLOCKING_MARKED("H210", Severity.WARNING),
    ENDLESS_LOOP("H211", Severity.WARNING),
    BUSY_WAIT("H212", Severity.WARNING),
    ONE_AFTER_THE_OTHER("H213", Severity.INFO),

    CANCELLED_KEPT("H301", Severity.WARNING),
    CLEANUP_UNSHIELDED("H302", Severity.WARNING),
    TIMEOUT_WITHOUT_EFFECT("H303", Severity.WARNING),
    TIMEOUT_PARAMETER("H304", Severity.INFO),
    SCOPE_NOT_PASSED_ON("H305", Severity.WARNING),
    SPAWNED_IN_ROOT_SCOPE("H306", Severity.INFO),
    RESOURCE_OUTLIVED("H307", Severity.WARNING),
    UNUSUAL_SLEEP("H308", Severity.INFO),

    LARGE_FRAME("H401", Severity.INFO),
    TAIL_AWAIT_POSSIBLE("H402", Severity.INFO),
    NAME_SUFFIX("H403", Severity.INFO),
    FIXED_EXECUTOR("H404", Severity.INFO),
    COROUTINE_TEST("H405", Severity.INFO),
    CHAINED_CALLS("H406", Severity.INFO);

    private final String code;
    private final Severity severity;

    Rule(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    /** For example {@code H001}. */
    public String code() {
        return code;
    }

    /** How a finding is taken unless something else is chosen. Nothing else can be chosen for an error. */
    public Severity severity() {
        return severity;
    }

    /** The rule with a code. */
    public static Optional<Rule> of(String code) {
        return Arrays.stream(values()).filter(rule -> rule.code.equals(code)).findFirst();
    }
}
