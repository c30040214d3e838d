package dev.heddle.testing;

/** What an await throws where {@link Exploration} lets it fail. */
public final class InjectedFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    InjectedFailure() {
        super("injected by the test");
    }
}
