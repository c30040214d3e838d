package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.emit.DirectCall;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Hierarchy;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.tree.MethodNode;

/** An async method whose direct form would have the name and parameters of a method that is there. */
record NameTaken(int line, String name, Labels labels) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        MethodNode method = subject.method();
        String direct = DirectCall.name(method.name);
        MethodNode other = Hierarchy.methodOf(subject.owner(), direct, DirectCall.descriptor(method.desc));
        if (AsyncMethods.returnOf(method.desc) == AsyncReturn.COROUTINE && other != null) {
            Label label = new Label(Lines.first(other), direct, "the code of that method begins here");
            found.accept(new NameTaken(Lines.first(method), direct, Labels.of(List.of(label))));
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
