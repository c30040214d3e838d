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

    /** The error for the method that called {@code what}: the nearest one outside Heddle. */
    static NotWovenError atCaller(String what) {
        String place = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !isHeddle(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                                + ":" + frame.getLineNumber() + ")")
                        .orElse("an unknown caller"));
        return new NotWovenError("`" + what + "` called in " + place
                + ", which has not been woven; annotate the method with @Async and weave the class: add the goal"
                + " heddle:weave to the Maven build, or run java with -javaagent:heddle-transformer-agent.jar");
    }

    private static boolean isHeddle(String className) {
        return className.equals("dev.heddle.Coroutines")
                || className.equals("dev.heddle.AsyncCloseable")
                || className.equals("dev.heddle.NotWovenError");
    }
}
