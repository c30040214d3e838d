package dev.heddle.transform.check;

/** The codes of the diagnostics; stable for ever. */
enum Rule {
    AWAIT_OUTSIDE_ASYNC("H001"),
    AWAIT_UNDER_MONITOR("H002"),
    RETURN_TYPE("H003"),
    NOT_A_METHOD_WITH_A_BODY("H004"),
    SYNCHRONIZED_METHOD("H006"),
    TOO_LARGE("H008"),
    NAME_TAKEN("H013"),
    NOT_A_CLASS_FILE("H014");

    private final String code;

    Rule(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
