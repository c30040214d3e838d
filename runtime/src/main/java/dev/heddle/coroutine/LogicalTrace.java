package dev.heddle.coroutine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the logical callers into the stack trace of an exception that crosses a resume, so that it reads as if the code were
 * synchronous:
 *
 * <pre>
 * java.io.IOException: no stock
 *     at shop.Stock.take(Stock.java:17)             what ran since the last resume
 *     at shop.Store.buy(Store.java:41)              who awaits it, and who awaits that: from the frames
 *     at shop.Store.checkout(Store.java:63)
 *     at dev.heddle.coroutine.Trampoline.run(...)   what resumed it
 * </pre>
 *
 * <p>The exception stays the same object. One that crosses several resumes is completed at the first; one that is thrown
 * again later is left as it is when the callers stand in it already. Stateless.
 */
final class LogicalTrace {
    /** Longer ones are not made: one exception may be thrown again and again, and cross resumes in many places. */
    private static final int LONGEST = 4 * Suspension.MOST_CALLERS;

    /** Causes may form a ring. */
    private static final int MOST_CAUSES = 16;

    /** What the names of direct forms and resume bodies end with. */
    private static final List<String> BODIES = List.of("$async", "$resume");

    private LogicalTrace() {}

    /** Adds the positions of {@code awaiting} and its callers, and gives the methods of the trace their names in the source. */
    static void complete(Throwable failure, @Nullable Resumable awaiting) {
        try {
            completeTrace(failure, awaiting);
            renameCauses(failure);
        } catch (RuntimeException overridden) {
            // thrown by a class with methods of its own for its trace or cause; the failure itself matters more
        }
    }

    private static void completeTrace(Throwable failure, @Nullable Resumable awaiting) {
        StackTraceElement[] trace = failure.getStackTrace();
        if (trace.length == 0) {
            return;
        }
        List<StackTraceElement> completed = new ArrayList<>(Arrays.asList(trace));
        int resumed = indexOfResume(trace);
        completed.subList(0, resumed).replaceAll(LogicalTrace::asInTheSource);
        List<StackTraceElement> callers = Suspension.positions(awaiting);
        if (!callers.isEmpty() && completed.size() + callers.size() <= LONGEST && !completed.contains(callers.get(0))) {
            completed.addAll(resumed, callers);
        }
        if (!completed.equals(Arrays.asList(trace))) {
            failure.setStackTrace(completed.toArray(StackTraceElement[]::new));
        }
    }

    /**
     * The stack of a thread that runs a step, with the names of the source, and with the logical callers of what runs.
     *
     * @param innermost from where on the step was resumed; what it has ended since then does not count
     */
    static StackTraceElement[] live(StackTraceElement[] trace, @Nullable Resumable innermost) {
        List<StackTraceElement> shown = new ArrayList<>(Arrays.asList(trace));
        int resumed = indexOfResume(trace);
        List<StackTraceElement> running = shown.subList(0, resumed);
        running.replaceAll(LogicalTrace::asInTheSource);
        List<StackTraceElement> callers = new ArrayList<>(Suspension.positions(innermost));
        for (int index = 0; index < callers.size(); index++) {
            if (runs(callers.get(index), running)) {
                callers.subList(0, index + 1).clear();
                break;
            }
        }
        shown.addAll(resumed, callers);
        return shown.toArray(StackTraceElement[]::new);
    }

    private static boolean runs(StackTraceElement position, List<StackTraceElement> running) {
        return running.stream()
                .anyMatch(element -> element.getClassName().equals(position.getClassName())
                        && element.getMethodName().equals(position.getMethodName()));
    }

    /** What was caught and wrapped on the way has not been completed itself. */
    private static void renameCauses(Throwable failure) {
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            StackTraceElement[] trace = cause.getStackTrace();
            List<StackTraceElement> renamed = new ArrayList<>(Arrays.asList(trace));
            renamed.subList(0, indexOfResume(trace)).replaceAll(LogicalTrace::asInTheSource);
            if (!renamed.equals(Arrays.asList(trace))) {
                cause.setStackTrace(renamed.toArray(StackTraceElement[]::new));
            }
            cause = cause.getCause();
        }
    }

    /** Without what weaving adds to the names of the bodies. */
    static StackTraceElement asInTheSource(StackTraceElement element) {
        for (String suffix : BODIES) {
            if (element.getMethodName().endsWith(suffix)) {
                String name = element.getMethodName();
                // a name of a class loader is printed, unless the virtual machine made the element
                String loader = "app".equals(element.getClassLoaderName()) ? null : element.getClassLoaderName();
                return new StackTraceElement(
                        loader,
                        element.getModuleName(),
                        element.getModuleVersion(),
                        element.getClassName(),
                        name.substring(0, name.length() - suffix.length()),
                        element.getFileName(),
                        element.getLineNumber());
            }
        }
        return element;
    }

    /** Where what ran since the last resume ends: at the trampoline, or at the end of a trace from elsewhere. */
    private static int indexOfResume(StackTraceElement[] trace) {
        for (int index = 0; index < trace.length; index++) {
            if (trace[index].getClassName().equals(Trampoline.class.getName())) {
                return index;
            }
        }
        return trace.length;
    }
}
