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
 *     at shop.Stock.take$resume(Stock.java:17)      what ran since the last resume
 *     at shop.Store.buy(Store.java:41)              who awaits it, and who awaits that: from the frames
 *     at shop.Store.checkout(Store.java:63)
 *     at dev.heddle.coroutine.Trampoline.run(...)   what resumed it
 * </pre>
 *
 * <p>The exception stays the same object. One that crosses several resumes is completed at the first; one that is thrown
 * again later is left as it is when the callers stand in it already. Stateless.
 */
final class LogicalTrace {
    /** As many as the virtual machine keeps of a real stack. */
    private static final int MOST_CALLERS = 1024;

    private LogicalTrace() {}

    /** Adds the positions of {@code awaiting} and its callers. */
    static void complete(Throwable failure, @Nullable Resumable awaiting) {
        List<StackTraceElement> callers = positions(awaiting);
        if (callers.isEmpty()) {
            return;
        }
        StackTraceElement[] trace = failure.getStackTrace();
        if (trace.length == 0 || Arrays.asList(trace).contains(callers.get(0))) {
            return;
        }
        int resumed = indexOfResume(trace);
        List<StackTraceElement> completed = new ArrayList<>(trace.length + callers.size());
        completed.addAll(Arrays.asList(trace).subList(0, resumed));
        completed.addAll(callers);
        completed.addAll(Arrays.asList(trace).subList(resumed, trace.length));
        failure.setStackTrace(completed.toArray(StackTraceElement[]::new));
    }

    private static List<StackTraceElement> positions(@Nullable Resumable awaiting) {
        List<StackTraceElement> positions = new ArrayList<>();
        Resumable next = awaiting;
        while (next instanceof Frame<?> frame && positions.size() < MOST_CALLERS) {
            StackTraceElement position = frame.position();
            if (position != null) {
                positions.add(position);
            }
            next = frame.caller;
        }
        return positions;
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
