package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.emit.DirectCall;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.plan.AsyncPlan;
import java.util.List;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.MethodNode;

/** What is said of a method whose woven code passes the limit of the class file format (JVMS §4.7.3). */
public final class SizeCheck {
    private static final int LIMIT = 65535;

    private SizeCheck() {}

    /** The diagnostic for a method that could not be written. */
    public static Diagnostic tooLarge(List<AsyncPlan> plans, MethodTooLargeException error) {
        AsyncPlan plan = plans.stream()
                .filter(candidate -> isMadeBy(candidate, error.getMethodName(), error.getDescriptor()))
                .findFirst()
                .orElseThrow(() -> error); // a method that was not woven was too large before
        return new Reporter(plan.facts().owner(), plan.facts().method())
                .error(
                        Rule.TOO_LARGE,
                        Lines.first(plan.facts().method()),
                        "method is too large after weaving: " + error.getCodeSize() + " bytes, "
                                + (error.getCodeSize() - LIMIT) + " over the limit",
                        "it has " + plan.states().size() + " suspension points and "
                                + plan.slots().size() + " slots",
                        "move a part of it to another `@Async` method");
    }

    private static boolean isMadeBy(AsyncPlan plan, String name, String descriptor) {
        MethodNode method = plan.facts().method();
        boolean isDirectForm =
                name.equals(DirectCall.name(method.name)) && descriptor.equals(DirectCall.descriptor(method.desc));
        return isDirectForm || descriptor.startsWith("(L" + plan.frameClass() + ";"); // or the resume body
    }
}
