package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.emit.DirectCall;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.plan.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What can be said of a method before its facts are known: whether it may be async, and whether it awaits without being so. */
public final class MethodChecks {
    private MethodChecks() {}

    /** Reasons for which a method that says it is async cannot be. */
    public static List<Diagnostic> ofAsync(ClassNode owner, MethodNode method) {
        List<Diagnostic> found = new ArrayList<>();
        Reporter reporter = new Reporter(owner, method);
        int line = Lines.first(method);
        if (AsyncMethods.returnOf(method.desc) == null) {
            found.add(reporter.error(
                    Rule.RETURN_TYPE,
                    line,
                    "an `@Async` method cannot return `" + TypeNames.of(Type.getReturnType(method.desc)) + "`",
                    "its result is not there when the call returns",
                    "return `Coroutine<...>`, `CompletableFuture<...>` or `CompletionStage<...>`"));
        }
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            found.add(reporter.error(
                    Rule.NOT_A_METHOD_WITH_A_BODY,
                    line,
                    "a native method cannot be `@Async`",
                    "it has no bytecode that could be woven",
                    "call it from an `@Async` method, through `blocking(...)` if it blocks"));
        }
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            found.add(reporter.error(
                    Rule.SYNCHRONIZED_METHOD,
                    line,
                    "an `@Async` method cannot be `synchronized`",
                    "a monitor belongs to a thread, not to a task: while this task waits, another one on the same thread"
                            + " could enter",
                    "drop `synchronized`; state that only tasks of one loop touch needs no lock"));
        }
        if (isDirectFormTaken(owner, method)) {
            found.add(reporter.error(
                    Rule.NAME_TAKEN,
                    line,
                    "the class has a method `" + DirectCall.name(method.name) + "` with these parameters",
                    "weaving gives the method a direct form of that name",
                    "rename one of the two"));
        }
        return found;
    }

    /** Every {@code await} and every awaited {@code close()} in a method that is not async. */
    public static List<Diagnostic> ofPlain(ClassNode owner, MethodNode method, Hierarchy hierarchy) {
        List<Diagnostic> found = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (AsyncMethods.isAwait(insn)) {
                found.add(outside(owner, method, Lines.at(insn), "`await`"));
            } else if (AsyncMethods.isAwaitedClose(insn, hierarchy)) {
                found.add(outside(owner, method, Lines.at(insn), "`close()` of an `AsyncCloseable`"));
            }
        }
        return found;
    }

    /** Method references to {@code await}, which no method can weave. */
    public static List<Diagnostic> ofReferences(ClassNode owner, MethodNode method) {
        List<Diagnostic> found = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (AsyncMethods.isAwaitReference(insn)) {
                found.add(new Reporter(owner, method)
                        .error(
                                Rule.AWAIT_OUTSIDE_ASYNC,
                                Lines.at(insn),
                                "method reference to `await`",
                                "whoever calls it is not woven and cannot suspend",
                                "await in the body of an `@Async` method or of a lambda that returns a `Coroutine`"));
            }
        }
        return found;
    }

    private static Diagnostic outside(ClassNode owner, MethodNode method, int line, String what) {
        Reporter reporter = new Reporter(owner, method);
        if (method.name.equals("<init>") || method.name.equals("<clinit>")) {
            String where = method.name.equals("<init>") ? "a constructor" : "a static initialiser";
            return reporter.error(
                    Rule.AWAIT_OUTSIDE_ASYNC,
                    line,
                    what + " in " + where,
                    where + " has to end before its caller goes on",
                    "await in a static `@Async` method that makes the object when all is there");
        }
        if (AsyncMethods.isLambda(method)) {
            return reporter.error(
                    Rule.AWAIT_OUTSIDE_ASYNC,
                    line,
                    what + " in a lambda that returns `" + TypeNames.of(Type.getReturnType(method.desc)) + "`",
                    "the caller of the lambda is not woven; an `@Async` method around the lambda does not change that",
                    "use a functional interface whose method returns `Coroutine<...>`");
        }
        String help = AsyncMethods.returnOf(method.desc) != null
                ? "annotate the method with `@Async`"
                : "annotate the method with `@Async` and return `Coroutine<" + boxed(Type.getReturnType(method.desc))
                        + ">`";
        return reporter.error(
                Rule.AWAIT_OUTSIDE_ASYNC,
                line,
                what + " in a method that is not `@Async`",
                "only a woven method can suspend",
                help);
    }

    private static boolean isDirectFormTaken(ClassNode owner, MethodNode method) {
        return AsyncMethods.returnOf(method.desc) == AsyncReturn.COROUTINE
                && Hierarchy.methodOf(owner, DirectCall.name(method.name), DirectCall.descriptor(method.desc)) != null;
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
}
