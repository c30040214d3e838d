package dev.heddle.migrate;

import java.util.Arrays;
import java.util.Optional;

/** The methods of a future that have a counterpart in straight-line code. */
enum Operation {
    /** {@code f.thenApply(x -> e)}: {@code var x = await(f);}, the result is {@code e}. */
    APPLY("thenApply", 1),
    /** {@code f.thenCompose(x -> g)}: {@code var x = await(f);}, the result is {@code await(g)}. */
    COMPOSE("thenCompose", 1),
    /** {@code f.thenAccept(x -> s)}: {@code var x = await(f); s;}. */
    ACCEPT("thenAccept", 1),
    /** {@code f.thenRun(() -> s)}: {@code await(f); s;}. */
    RUN("thenRun", 1),
    /** {@code f.thenCombine(g, (x, y) -> e)}: both are begun, {@code var x = await(f); var y = await(g);}, the result is {@code e}. */
    COMBINE("thenCombine", 2),
    /** {@code f.exceptionally(t -> e)}: {@code try { … } catch (Throwable t) { … e … }} around what leads to {@code f}. */
    EXCEPTIONALLY("exceptionally", 1),
    /** {@code f.handle((x, t) -> t == null ? a : b)}: {@code try { x = await(f); } catch (Throwable t) { … b … } … a …}. */
    HANDLE("handle", 1),
    /** {@code f.whenComplete((x, t) -> s)}: {@code try { … await(f) … } finally { s; }}. */
    WATCH("whenComplete", 1);

    final String method;
    final int arguments;

    Operation(String method, int arguments) {
        this.method = method;
        this.arguments = arguments;
    }

    static Optional<Operation> of(String method, int arguments) {
        return Arrays.stream(values())
                .filter(each -> each.method.equals(method) && each.arguments == arguments)
                .findFirst();
    }

    /** Whether what its function returns is the result. */
    boolean yields() {
        return this != ACCEPT && this != RUN && this != WATCH;
    }

    /** Why a method of a future is left alone. */
    static String refusal(String method) {
        if (method.endsWith("Async")) {
            return "`" + method
                    + "` hands its step to an executor; code behind an `await` goes on where it was resumed";
        }
        return "there is no code for `" + method + "` that is known to do the same";
    }
}
