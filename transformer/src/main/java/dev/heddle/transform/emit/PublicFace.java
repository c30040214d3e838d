package dev.heddle.transform.emit;

import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.FutureType;
import dev.heddle.transform.parse.Names;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import java.util.ArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What callers see: the method under its own name and type. It makes the cold coroutine; where the method is hot, it starts
 * it too.
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
        int line = Lines.first(method);
        method.instructions = new InsnList();
        method.tryCatchBlocks = new ArrayList<>();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        Code code = new Code(method.instructions);
        if (line > 0) {
            LabelNode start = new LabelNode();
            code.add(start).add(new LineNumberNode(line, start));
        }
        code.construct(plan.frameClass());
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
        code.insn(Opcodes.ARETURN);
    }
}
