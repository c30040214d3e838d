package dev.heddle.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * Has the async methods of a class tell {@link LiveNotes}, before each await, which references they need behind it. Where the
 * awaited value comes straight from a call, the note is made before that call, so that it can still be fused.
 */
final class NotingRewriter {
    private static final String NOTES = Type.getInternalName(LiveNotes.class);
    private static final String OBJECT = "java/lang/Object";

    private final ClassNode owner;
    private final MethodNode method;
    private final String name;
    private final LiveValues live;

    private NotingRewriter(ClassNode owner, MethodNode method) {
        this.owner = owner;
        this.method = method;
        this.name = owner.name + "$" + method.name;
        this.live = LiveValues.of(owner.name, method);
    }

    static byte[] rewrite(byte[] classFile) {
        ClassNode owner = new ClassNode();
        new ClassReader(classFile).accept(owner, 0);
        Map<String, Integer> names = new HashMap<>();
        owner.methods.forEach(method -> names.merge(method.name, 1, Integer::sum));
        for (MethodNode method : owner.methods) {
            if (names.get(method.name) == 1 && awaits(method)) {
                new NotingRewriter(owner, method).addNotes();
            }
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        owner.accept(writer);
        return writer.toByteArray();
    }

    private static boolean awaits(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions) {
            if (isAwait(insn)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAwait(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.name.equals("await")
                && call.owner.equals("dev/heddle/Coroutines");
    }

    private void addNotes() {
        Map<AbstractInsnNode, InsnList> before = new HashMap<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (!live.isReachable(insn)) {
                continue;
            }
            if (isAwait(insn)) {
                AbstractInsnNode call = callBefore(insn);
                before.put(call, note(call, insn));
            } else if (insn.getOpcode() == Opcodes.ARETURN || isClose(insn)) {
                before.put(insn, forget());
            }
        }
        before.forEach(method.instructions::insertBefore);
    }

    private static boolean isClose(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && call.name.equals("close");
    }

    private InsnList forget() {
        InsnList code = new InsnList();
        code.add(new LdcInsnNode(name));
        code.add(new MethodInsnNode(Opcodes.INVOKESTATIC, NOTES, "forget", "(Ljava/lang/String;)V", false));
        return code;
    }

    /** The call whose result is awaited, or the await where it comes from elsewhere. */
    private static AbstractInsnNode callBefore(AbstractInsnNode await) {
        AbstractInsnNode insn = await.getPrevious();
        while (insn instanceof LabelNode
                || insn instanceof LineNumberNode
                || insn != null && insn.getOpcode() == Opcodes.CHECKCAST) {
            insn = insn.getPrevious();
        }
        boolean call = insn instanceof MethodInsnNode invoked && !invoked.name.equals("<init>") && !isAwait(insn);
        return call && !(insn instanceof FrameNode) ? insn : await;
    }

    private InsnList note(AbstractInsnNode place, AbstractInsnNode await) {
        List<BasicValue> stack = live.stackBefore(place);
        List<Integer> operands = new ArrayList<>();
        InsnList code = new InsnList();
        InsnList restore = new InsnList();
        int local = method.maxLocals;
        int kept = stack.size() - consumed(place);
        for (int i = stack.size() - 1; i >= 0; i--) {
            BasicValue value = stack.get(i);
            Type type = value.isReference() ? Type.getObjectType(OBJECT) : value.getType();
            code.add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), local));
            restore.insert(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), local));
            if (i < kept && LiveValues.isObject(value)) {
                operands.add(local);
            }
            local += type.getSize();
        }
        method.maxLocals = Math.max(method.maxLocals, local);
        operands.addAll(live.localsBehind(await));
        code.add(new LdcInsnNode(name));
        code.add(new LdcInsnNode(operands.size()));
        code.add(new TypeInsnNode(Opcodes.ANEWARRAY, OBJECT));
        for (int i = 0; i < operands.size(); i++) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(new LdcInsnNode(i));
            code.add(new VarInsnNode(Opcodes.ALOAD, operands.get(i)));
            code.add(new InsnNode(Opcodes.AASTORE));
        }
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC, NOTES, "note", "(Ljava/lang/String;[Ljava/lang/Object;)V", false));
        code.add(restore);
        return code;
    }

    /** How many operands the call or the await takes. */
    private static int consumed(AbstractInsnNode place) {
        MethodInsnNode call = (MethodInsnNode) place;
        int receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
        return Type.getArgumentTypes(call.desc).length + receiver;
    }
}
