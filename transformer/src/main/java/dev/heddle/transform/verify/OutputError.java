package dev.heddle.transform.verify;

/** Woven code that does not verify: a bug in Heddle. */
public final class OutputError extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutputError(String owner, String method, Exception cause) {
        super(
                "the code woven for " + owner.replace('/', '.') + "." + method + " does not verify: "
                        + cause.getMessage(),
                cause);
    }
}
