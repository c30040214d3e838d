package dev.heddle;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Tasks that wait for each other in a circle, so that none of them will ever go on unless it is cancelled. Immutable.
 *
 * @param links each task in it, in the order of the tree of tasks
 */
public record Deadlock(List<Link> links) {
    /**
     * A task in a deadlock.
     *
     * @param task who waits
     * @param waitsFor for what, in words
     * @param at where: the method that awaits, the one that awaits it, and so on
     * @param holders those who would have to end the wait
     */
    public record Link(Task<?> task, String waitsFor, List<StackTraceElement> at, List<Task<?>> holders) {
        @Override
        public String toString() {
            return task + " waits for " + waitsFor + (at.isEmpty() ? "" : " at " + at.get(0))
                    + (holders.equals(List.of()) || waitsFor.equals(namesOf(holders))
                            ? ""
                            : ", held by " + namesOf(holders));
        }
    }

    private static String namesOf(List<Task<?>> tasks) {
        return tasks.stream().map(Task::toString).collect(Collectors.joining(" and "));
    }

    /** A sentence for each task. */
    @Override
    public String toString() {
        return links.stream().map(Link::toString).collect(Collectors.joining("; ", "deadlock: ", ""));
    }

    /** What the exception handler is told: the stack of the first task, and those of the others as suppressed ones. */
    Trouble trouble() {
        Throwable first = stackOf(links.get(0));
        links.stream().skip(1).forEach(link -> first.addSuppressed(stackOf(link)));
        return new Trouble(
                Trouble.Kind.DEADLOCK, toString(), first, links.get(0).task());
    }

    private static Throwable stackOf(Link link) {
        Throwable stack = new Throwable(link.task() + " waits here");
        stack.setStackTrace(link.at().toArray(StackTraceElement[]::new));
        return stack;
    }
}
