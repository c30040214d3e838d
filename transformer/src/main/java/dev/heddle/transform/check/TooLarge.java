package dev.heddle.transform.check;

import dev.heddle.transform.emit.DirectCall;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.plan.AsyncPlan;
import java.util.List;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.MethodNode;

/** A method whose woven code passes the limit of the class file format (JVMS §4.7.3). */
record TooLarge(int line, int bytes, int suspensionPoints, int slots) implements Finding {
    private static final int LIMIT = 65535;

    static void check(List<AsyncPlan> plans, MethodTooLargeException error, Report report) {
        AsyncPlan plan = plans.stream()
                .filter(candidate -> isMadeBy(candidate, error.getMethodName(), error.getDescriptor()))
                .findFirst()
                .orElseThrow(() -> error); // a method that was not woven was too large before
        MethodNode method = plan.facts().method();
        report.add(
                method,
                new TooLarge(
                        Lines.first(method),
                        error.getCodeSize(),
                        plan.states().size(),
                        plan.slots().size()));
    }

    private static boolean isMadeBy(AsyncPlan plan, String name, String descriptor) {
        MethodNode method = plan.facts().method();
        boolean isDirectForm =
                name.equals(DirectCall.name(method.name)) && descriptor.equals(DirectCall.descriptor(method.desc));
        return isDirectForm || descriptor.startsWith("(L" + plan.frameClass() + ";"); // or the resume body
    }

    @Override
    public Rule rule() {
        return Rule.TOO_LARGE;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "method is too large after weaving: " + bytes + " bytes, " + (bytes - LIMIT) + " over the limit",
                "it has " + suspensionPoints + " suspension points and " + slots + " slots",
                "move a part of it to another `@Async` method");
    }
}
