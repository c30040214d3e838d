package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.plan.TypeNames;
import java.util.function.Consumer;
import org.objectweb.asm.Type;

/** An async method with a return type that none can have. */
record ReturnType(int line, Type type) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        if (AsyncMethods.returnOf(subject.method().desc) == null) {
            found.accept(new ReturnType(Lines.first(subject.method()), Type.getReturnType(subject.method().desc)));
        }
    }

    @Override
    public Rule rule() {
        return Rule.RETURN_TYPE;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "an `@Async` method cannot return `" + TypeNames.of(type) + "`",
                "its result is not there when the call returns",
                "return `Coroutine<...>`, `CompletableFuture<...>` or `CompletionStage<...>`");
    }
}
