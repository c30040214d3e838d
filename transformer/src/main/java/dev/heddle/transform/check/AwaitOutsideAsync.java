package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.Dialects;
import dev.heddle.transform.plan.TypeNames;
import java.util.function.Consumer;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** An {@code await}, an awaited {@code close()} or a reference to {@code await} that no woven method contains. */
record AwaitOutsideAsync(int line, Wording wording) implements Finding {
    /** Method references to {@code await}, which no method can weave. */
    static void inReferences(Subject subject, Consumer<Finding> found) {
        for (AbstractInsnNode insn : subject.method().instructions) {
            if (AsyncMethods.isAwaitReference(insn)) {
                found.accept(new AwaitOutsideAsync(
                        Lines.at(insn),
                        new Wording(
                                "method reference to `await`",
                                "whoever calls it is not woven and cannot suspend",
                                "await in the body of an `@Async` method or of a lambda that returns a `Coroutine`")));
            }
        }
    }

    /** Calls that have the name of another library's {@code await} and not its form. */
    static void inCallsThatCannotBeTranslated(Subject subject, Consumer<Finding> found) {
        for (AbstractInsnNode insn : subject.method().instructions) {
            if (insn instanceof MethodInsnNode call && Dialects.isUnknownAwait(call, subject.dialect())) {
                String method = call.owner.replace('/', '.') + "." + call.name;
                found.accept(new AwaitOutsideAsync(
                        Lines.at(insn),
                        new Wording(
                                "`await` in a form that cannot be woven: `" + TypeNames.call(call) + "`",
                                "`" + method + "` stands for `await` where it takes one future and yields its value;"
                                        + " this call would block",
                                "await the future alone, and use its own methods for the rest, such as `orTimeout`")));
            }
        }
    }

    /** Every {@code await} and every awaited {@code close()} in a method that is not async. */
    static void inPlainMethod(Subject subject, Consumer<Finding> found) {
        MethodNode method = subject.method();
        for (AbstractInsnNode insn : method.instructions) {
            if (AsyncMethods.isAwait(insn)) {
                found.accept(new AwaitOutsideAsync(Lines.at(insn), wording(subject, "`await`")));
            } else if (AsyncMethods.isAwaitedClose(insn, subject.hierarchy())) {
                found.accept(
                        new AwaitOutsideAsync(Lines.at(insn), wording(subject, "`close()` of an `AsyncCloseable`")));
            }
        }
    }

    private static Wording wording(Subject subject, String what) {
        MethodNode method = subject.method();
        if (AsyncDeclaration.isInitialiser(method)) {
            String where = method.name.equals("<init>") ? "a constructor" : "a static initialiser";
            return new Wording(
                    what + " in " + where,
                    where + " has to end before its caller goes on",
                    "await in a static `@Async` method that makes the object when all is there");
        }
        Type returned = Type.getReturnType(method.desc);
        if (AsyncMethods.isLambda(subject.owner(), method)) {
            return new Wording(
                    what + " in a lambda that returns `" + TypeNames.of(returned) + "`",
                    "the caller of the lambda is not woven; an `@Async` method around the lambda does not change that",
                    "use a functional interface whose method returns `Coroutine<...>`");
        }
        return new Wording(
                what + " in a method that is not `@Async`",
                "only a woven method can suspend",
                AsyncMethods.returnOf(method.desc) != null
                        ? "annotate the method with `@Async`"
                        : "annotate the method with `@Async` and return `Coroutine<" + boxed(returned) + ">`");
    }

    private static String boxed(Type type) {
        return switch (type.getSort()) {
            case Type.VOID -> "Void";
            case Type.BOOLEAN -> "Boolean";
            case Type.CHAR -> "Character";
            case Type.BYTE -> "Byte";
            case Type.SHORT -> "Short";
            case Type.INT -> "Integer";
            case Type.LONG -> "Long";
            case Type.FLOAT -> "Float";
            case Type.DOUBLE -> "Double";
            default -> TypeNames.of(type);
        };
    }

    @Override
    public Rule rule() {
        return Rule.AWAIT_OUTSIDE_ASYNC;
    }
}
