package dev.heddle.transform.verify;

/** Woven code that does not verify: a bug in Heddle. The message says so, asks for a report and holds the plan. */
public final class OutputError extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutputError(String method, String plan, Exception cause) {
        super(
                "internal error[H900]: the code woven for " + method.replace('/', '.') + " does not verify: "
                        + cause.getMessage()
                        + "\n   = note: this is a bug in Heddle, not in the program"
                        + "\n   = help: please report it with this plan:\n" + plan,
                cause);
    }
}
