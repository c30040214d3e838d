package dev.heddle;

/**
 * Thrown by {@code await} in code that has not been woven. It never blocks instead. The message names the place and the
 * fix.
 */
public final class NotWovenError extends Error {
    private static final long serialVersionUID = 1;

    private NotWovenError(String message) {
        super(message);
    }

    /** The error for whoever called the method that calls this one. */
    static NotWovenError atCaller(String what) {
        String place = StackWalker.getInstance()
                .walk(frames -> frames.skip(2)
                        .findFirst()
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                                + ":" + frame.getLineNumber() + ")")
                        .orElse("an unknown caller"));
        return new NotWovenError(
                what + " called in " + place
                        + ", which has not been woven; annotate the method with @Async and weave the class: add the goal"
                        + " heddle:weave to the Maven build, or run java with -javaagent:heddle-transformer-<version>-agent.jar");
    }
}
