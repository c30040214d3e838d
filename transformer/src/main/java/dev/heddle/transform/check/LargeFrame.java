package dev.heddle.transform.check;

import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.State;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.Type;

/** A method that keeps much while it waits. */
record LargeFrame(int line, String method, int bytes, int slots, List<String> largest) implements Finding {
    /** Of all slots together; the object around them has some 40 more. */
    static final int LIMIT = 256;

    private static final int SHOWN = 3;

    static void check(AsyncPlan plan, Consumer<Finding> found) {
        int bytes = plan.slots().stream().mapToInt(LargeFrame::bytesOf).sum();
        if (bytes > LIMIT) {
            found.accept(new LargeFrame(
                    plan.line(), plan.facts().method().name, bytes, plan.slots().size(), largest(plan)));
        }
    }

    /** References take four bytes where they are compressed, as in all but very large heaps. */
    private static int bytesOf(Slot slot) {
        return switch (slot.type().getSort()) {
            case Type.LONG, Type.DOUBLE -> 8;
            default -> 4;
        };
    }

    /** The states that keep most, as people know them: by line. */
    private static List<String> largest(AsyncPlan plan) {
        return plan.states().stream()
                .sorted(Comparator.comparingInt(
                        (State state) -> -state.saved().slots().size()))
                .limit(SHOWN)
                .map(state ->
                        "line " + state.line() + ": " + state.saved().slots().size())
                .toList();
    }

    @Override
    public Rule rule() {
        return Rule.LARGE_FRAME;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + method + "` keeps up to " + bytes + " bytes while it waits, in " + slots + " slots",
                List.of(
                        "each call of it that waits has them, for as long as it waits",
                        "values kept by line: " + String.join(", ", largest)),
                "end the use of variables before the `await`, or move a part to another `@Async` method");
    }
}
