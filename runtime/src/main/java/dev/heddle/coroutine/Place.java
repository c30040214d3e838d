package dev.heddle.coroutine;

import java.util.List;
import java.util.Set;

/**
 * Where something was done, as a stack tells it, with the methods named as in the source, and without modules. Immutable.
 *
 * @param trace from the inside out, at least one
 */
public record Place(List<StackTraceElement> trace) {
    /** Where the runtime itself calls what a program calls. */
    private static final Set<String> RUNTIME = Set.of(
            "dev.heddle",
            "dev.heddle.channel",
            "dev.heddle.coroutine",
            "dev.heddle.io",
            "dev.heddle.net",
            "dev.heddle.operator",
            "dev.heddle.scheduling",
            "dev.heddle.stream",
            "dev.heddle.sync");

    /** What is never the place where a user does something. */
    private static final List<String> MACHINERY = List.of("dev.heddle.coroutine.", "dev.heddle.scheduling.");

    /** Takes a copy. */
    public static Place of(List<StackTraceElement> trace) {
        return new Place(trace.stream()
                .map(LogicalTrace::asInTheSource)
                .map(element -> new StackTraceElement(
                        element.getClassName(),
                        element.getMethodName(),
                        element.getFileName(),
                        element.getLineNumber()))
                .toList());
    }

    /** Where the caller of this method stands. */
    public static Place here() {
        return of(List.of(new Throwable().getStackTrace()));
    }

    /** The innermost method that programs know of, by class and name. */
    String method() {
        StackTraceElement method = trace.get(indexOfMethod());
        return method.getClassName() + "." + method.getMethodName();
    }

    /** Who has called that method. */
    StackTraceElement caller() {
        return new Place(trace.subList(Math.min(indexOfMethod() + 1, trace.size() - 1), trace.size())).user();
    }

    private int indexOfMethod() {
        for (int index = 0; index < trace.size(); index++) {
            if (!isMachinery(trace.get(index))) {
                return index;
            }
        }
        return 0;
    }

    private static boolean isMachinery(StackTraceElement element) {
        return MACHINERY.stream().anyMatch(element.getClassName()::startsWith);
    }

    /** The innermost method that is not the runtime's, among those that the step has called. */
    public StackTraceElement user() {
        for (StackTraceElement element : trace) {
            if (element.getClassName().equals(Trampoline.class.getName())) {
                break;
            }
            if (!RUNTIME.contains(packageOf(element))) {
                return element;
            }
        }
        return trace.stream()
                .filter(element -> !isMachinery(element))
                .findFirst()
                .orElse(trace.get(0));
    }

    private static String packageOf(StackTraceElement element) {
        String name = element.getClassName();
        return name.substring(0, Math.max(name.lastIndexOf('.'), 0));
    }

    /** A throwable to show the place with; it was never thrown. */
    public Throwable stack(String message) {
        Throwable shown = new Throwable(message);
        shown.setStackTrace(trace.toArray(StackTraceElement[]::new));
        return shown;
    }
}
