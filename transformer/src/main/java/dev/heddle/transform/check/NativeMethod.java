package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;

/** An async method without bytecode. */
record NativeMethod(int line) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        if ((subject.method().access & Opcodes.ACC_NATIVE) != 0) {
            found.accept(new NativeMethod(Lines.first(subject.method())));
        }
    }

    @Override
    public Rule rule() {
        return Rule.NOT_A_METHOD_WITH_A_BODY;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "a native method cannot be `@Async`",
                "it has no bytecode that could be woven",
                "call it from an `@Async` method, through `blocking(...)` if it blocks");
    }
}
