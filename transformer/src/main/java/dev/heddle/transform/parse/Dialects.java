package dev.heddle.transform.parse;

import dev.heddle.transform.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Translates a class that is written in the words of another library into Heddle's own, before anything else looks at it, so
 * that no later stage knows more than one way to say {@code await}. Stateless.
 *
 * <pre>{@code
 * com.ea.async.Async.await(stage)                 =>  Coroutines.join(stage), which stands for an await that throws as join() does
 * com.ea.async.Async.init()                       =>  nothing
 * CompletableFuture<T> m() { ... await ... }      =>  @Async CompletableFuture<T> m() { ... await ... }
 * try { return future; } catch (E e) { ... }      =>  the same with `return` behind all handlers: they must not see what the
 *                                                     future fails with, as they do not in plain Java
 * }</pre>
 */
public final class Dialects {
    private final Dialect dialect;
    private boolean omitted;

    private Dialects(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Translates the class in place; returns whether calls were left out, for which alone it has to be written. */
    public static boolean translate(ClassNode owner, Dialect dialect) {
        if (dialect.equals(Dialect.HEDDLE)) {
            return false;
        }
        Dialects translation = new Dialects(dialect);
        owner.methods.forEach(method -> translation.translate(owner, method));
        return translation.omitted;
    }

    private void translate(ClassNode owner, MethodNode method) {
        boolean awaits = false;
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                translate(method.instructions, call);
            } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
                translateReferences(dynamic.bsmArgs);
            }
        }
        for (AbstractInsnNode insn : method.instructions) {
            awaits |= AsyncMethods.isAwait(insn);
        }
        if (awaits
                && dialect.async() == Dialect.Async.RETURNING
                && !AsyncMethods.isAnnotated(method)
                && AsyncReturn.of(Type.getReturnType(method.desc)) == AsyncReturn.FUTURE) {
            annotate(method);
            returnBehindHandlers(owner, method);
        }
    }

    private void translate(InsnList code, MethodInsnNode call) {
        if (isAwait(call.owner, call.name, call.desc)) {
            call.owner = Names.COROUTINES;
            call.name = Names.JOIN;
            call.itf = false;
        } else if (call.desc.equals("()V") && dialect.omitted().contains(name(call.owner, call.name))) {
            code.set(
                    call, new InsnNode(Opcodes.NOP)); // and not nothing: stack maps on both sides of it must stay apart
            omitted = true;
        }
    }

    private void translateReferences(Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Handle handle
                    && isAwait(handle.getOwner(), handle.getName(), handle.getDesc())) {
                arguments[i] = new Handle(handle.getTag(), Names.COROUTINES, Names.AWAIT, handle.getDesc(), false);
            }
        }
    }

    /**
     * Whether a call is left that has the name of an {@code await} of the dialect: it takes or yields something else than all
     * that are translated.
     */
    public static boolean isUnknownAwait(MethodInsnNode call, Dialect dialect) {
        return call.getOpcode() == Opcodes.INVOKESTATIC
                && dialect.awaits().contains(name(call.owner, call.name))
                && !new Dialects(dialect).isAwait(call.owner, call.name, call.desc);
    }

    private boolean isAwait(String owner, String name, String descriptor) {
        return dialect.awaits().contains(name(owner, name))
                && Type.getArgumentTypes(descriptor).length == 1
                && Type.getArgumentTypes(descriptor)[0].getSort() == Type.OBJECT
                && Type.getReturnType(descriptor).equals(Type.getObjectType("java/lang/Object"));
    }

    private static String name(String owner, String name) {
        return owner.replace('/', '.') + "." + name;
    }

    private static void annotate(MethodNode method) {
        if (method.invisibleAnnotations == null) {
            method.invisibleAnnotations = new ArrayList<>();
        }
        method.invisibleAnnotations.add(new AnnotationNode(Names.ASYNC_DESCRIPTOR));
    }

    private static void returnBehindHandlers(ClassNode owner, MethodNode method) {
        InsnList code = method.instructions;
        List<AbstractInsnNode> guarded = new ArrayList<>();
        for (AbstractInsnNode insn : code) {
            if (insn.getOpcode() == Opcodes.ARETURN && isGuarded(method, insn) && !returnsCompleted(insn)) {
                guarded.add(insn);
            }
        }
        if (guarded.isEmpty()) {
            return;
        }
        LabelNode end = new LabelNode();
        guarded.forEach(insn -> code.set(insn, new JumpInsnNode(Opcodes.GOTO, end)));
        code.add(end);
        if ((owner.version & 0xFFFF) >= Opcodes.V1_6) {
            Object[] operand = {Type.getReturnType(method.desc).getInternalName()};
            code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 1, operand));
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private static boolean isGuarded(MethodNode method, AbstractInsnNode insn) {
        int index = method.instructions.indexOf(insn);
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (method.instructions.indexOf(block.start) <= index && index < method.instructions.indexOf(block.end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean returnsCompleted(AbstractInsnNode insn) {
        AbstractInsnNode before = insn.getPrevious();
        while (before != null && before.getOpcode() < 0 && !(before instanceof FrameNode)) {
            before = before.getPrevious();
        }
        return before instanceof MethodInsnNode call
                && call.owner.equals(Names.COMPLETABLE_FUTURE)
                && call.name.equals("completedFuture");
    }
}
