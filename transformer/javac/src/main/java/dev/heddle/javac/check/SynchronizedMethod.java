package dev.heddle.javac.check;

import dev.heddle.transform.check.Rule;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;

/** An async method that holds a monitor from its first instruction to its last. */
final class SynchronizedMethod {
    private SynchronizedMethod() {}

    static void check(Place place, Consumer<Finding> found) {
        ExecutableElement method = AsyncDeclaration.asyncMethod(place);
        if (method != null && method.getModifiers().contains(Modifier.SYNCHRONIZED)) {
            found.accept(new Finding(
                    Rule.SYNCHRONIZED_METHOD,
                    place.tree(),
                    "an `@Async` method cannot be `synchronized`",
                    "a monitor belongs to a thread, not to a task: while this task waits, another one on the same thread could"
                            + " enter",
                    "drop `synchronized`; state that only tasks of one loop touch needs no lock"));
        }
    }
}
