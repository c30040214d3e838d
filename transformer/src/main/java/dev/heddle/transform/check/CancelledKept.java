package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.function.Consumer;

/** A handler around a suspension point that catches {@code Cancelled} and does not always throw it on. */
record CancelledKept(int line, String handler, Labels labels) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        for (Cancellations.Stop stop : code.cancellations()) {
            if (stop.keeps()) {
                found.accept(new CancelledKept(Lines.ofHandler(stop.block().handler), stop.word(), stop.labels()));
            }
        }
    }

    @Override
    public Rule rule() {
        return Rule.CANCELLED_KEPT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + handler + "` around an `await` keeps `Cancelled`",
                "cancellation comes out of an `await` as the error `Cancelled`; where it is kept, the task goes on as if"
                        + " nobody had asked it to end",
                handler.equals("finally")
                        ? "leave the `finally` block at its end, without `return`, `break` or `continue`"
                        : "throw it on: put `catch (Cancelled e) { throw e; }` before, or catch `Exception`");
    }
}
