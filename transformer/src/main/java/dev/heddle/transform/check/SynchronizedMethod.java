package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;

/** An async method that holds a monitor as a whole. */
record SynchronizedMethod(int line) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        if ((subject.method().access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            found.accept(new SynchronizedMethod(Lines.first(subject.method())));
        }
    }

    @Override
    public Rule rule() {
        return Rule.SYNCHRONIZED_METHOD;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "an `@Async` method cannot be `synchronized`",
                AwaitUnderMonitor.REASON,
                "drop `synchronized`; state that only tasks of one loop touch needs no lock");
    }
}
