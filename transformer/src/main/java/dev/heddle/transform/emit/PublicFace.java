package dev.heddle.transform.emit;

import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.FutureType;
import dev.heddle.transform.parse.Names;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What callers see: the method under its own name and type. It makes the cold coroutine; where the method is hot, it starts
 * it too. It has no lines: a breakpoint at the first line of the method stops where that line runs, not where the coroutine
 * is made.
 *
 * <pre>{@code
 * Coroutine<Receipt> buy(String card) { var frame = new Store$buy$Coroutine(); frame.this = this; frame.a0 = card; return frame; }
 * CompletableFuture<Receipt> buy(...) { ...; return Awaits.hot(frame, new CompletableFuture()); }
 * AsyncStream<Receipt> buy(...) { ...; return Awaits.stream(frame); }
 * }</pre>
 */
final class PublicFace {
    private PublicFace() {}

    /** Gives the method its new body; everything else about it stays. */
    static void replaceBody(MethodNode method, AsyncPlan plan) {
        List<LocalVariableNode> parameters = parameters(method);
        method.instructions = new InsnList();
        method.tryCatchBlocks = new ArrayList<>();
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        Code code = new Code(method.instructions);
        LabelNode start = new LabelNode();
        LabelNode end = new LabelNode();
        parameters.forEach(parameter -> {
            parameter.start = start;
            parameter.end = end;
        });
        code.add(start).construct(plan.frameClass());
        for (Saved.Local argument : plan.arguments().locals()) {
            Type type = argument.type();
            Slot slot = argument.slot();
            if (type != null && slot != null) {
                code.insn(Opcodes.DUP).load(type, argument.index());
                code.putField(plan.frameClass(), slot.name(), slot.type());
            }
        }
        if (plan.facts().result() == AsyncReturn.FUTURE) {
            String future =
                    FutureType.implementation(Type.getReturnType(method.desc).getInternalName());
            code.construct(future).callStatic(RuntimeAbi.HOT);
            if (!future.equals(Names.COMPLETABLE_FUTURE)) {
                code.type(Opcodes.CHECKCAST, future);
            }
        } else if (plan.facts().result() == AsyncReturn.STREAM) {
            code.callStatic(RuntimeAbi.STREAM);
        }
        code.insn(Opcodes.ARETURN).add(end);
        method.localVariables = Scope.withoutRepetition(parameters, method.instructions);
    }

    /** The variables that are there from the start; frameworks look here for the names of parameters. */
    private static List<LocalVariableNode> parameters(MethodNode method) {
        return Scope.all(method).stream()
                .filter(scope -> scope.from() == method.instructions.getFirst())
                .map(Scope::variable)
                .toList();
    }
}
