package dev.heddle.transform.check;

import dev.heddle.transform.emit.DirectCall;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Hierarchy;
import java.util.function.Consumer;
import org.objectweb.asm.tree.MethodNode;

/** An async method whose direct form would have the name and parameters of a method that is there. */
record NameTaken(int line, String name) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        MethodNode method = subject.method();
        String direct = DirectCall.name(method.name);
        if (AsyncMethods.returnOf(method.desc) == AsyncReturn.COROUTINE
                && Hierarchy.methodOf(subject.owner(), direct, DirectCall.descriptor(method.desc)) != null) {
            found.accept(new NameTaken(Lines.first(method), direct));
        }
    }

    @Override
    public Rule rule() {
        return Rule.NAME_TAKEN;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "the class has a method `" + name + "` with these parameters",
                "weaving gives the method a direct form of that name",
                "rename one of the two");
    }
}
