package dev.heddle.transform;

/** Rewrites the {@code @Async} methods of one class file. Stateless; may be shared between threads. */
public final class Weaver {
    @SuppressWarnings("unused")
    private final ClassBytes classPath;

    /** A weaver that answers questions about other classes from {@code classPath}. */
    public Weaver(ClassBytes classPath) {
        this.classPath = classPath;
    }

    /** Weaves one class file; never loads a class. */
    public WeaveResult weave(byte[] classFile) {
        return WeaveResult.Unchanged.INSTANCE;
    }
}
