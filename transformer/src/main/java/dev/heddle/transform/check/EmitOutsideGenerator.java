package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.plan.TypeNames;
import java.util.function.Consumer;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** An {@code emit}, or a reference to it, in a method whose stream has no consumer because it is none. */
record EmitOutsideGenerator(int line, Wording wording) implements Finding {
    private static final String ELSEWHERE =
            "emit in the body of an `@Async` method, or of a lambda, that returns `AsyncStream<...>`";

    /** Method references to {@code emit}, which no method can weave. */
    static void inReferences(Subject subject, Consumer<Finding> found) {
        for (AbstractInsnNode insn : subject.method().instructions) {
            if (AsyncMethods.isEmitReference(insn)) {
                found.accept(new EmitOutsideGenerator(
                        Lines.at(insn),
                        new Wording(
                                "method reference to `emit`",
                                "whoever calls it is not woven and cannot suspend",
                                ELSEWHERE)));
            }
        }
    }

    /** Every {@code emit} in a method that is not async. */
    static void inPlainMethod(Subject subject, Consumer<Finding> found) {
        for (AbstractInsnNode insn : subject.method().instructions) {
            if (AsyncMethods.isEmit(insn)) {
                found.accept(new EmitOutsideGenerator(Lines.at(insn), wording(subject)));
            }
        }
    }

    /** Every {@code emit} in an async method that returns something else than a stream. */
    static void inAsyncMethod(Subject subject, Consumer<Finding> found) {
        if (!AsyncMethods.returnsStream(subject.method().desc)) {
            inPlainMethod(subject, found);
        }
    }

    private static Wording wording(Subject subject) {
        MethodNode method = subject.method();
        String reason = "an element goes to the consumer of the stream that this very method returns";
        if (AsyncMethods.returnsStream(method.desc)) {
            return new Wording("`emit` in a method that is not `@Async`", reason, "annotate the method with `@Async`");
        }
        String what = AsyncMethods.isLambda(subject.owner(), method) ? "lambda" : "method";
        String type = TypeNames.of(Type.getReturnType(method.desc));
        return new Wording("`emit` in a " + what + " that returns `" + type + "`", reason, ELSEWHERE);
    }

    @Override
    public Rule rule() {
        return Rule.EMIT_OUTSIDE_GENERATOR;
    }
}
