package dev.heddle.transform.facts;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The types of all locals and operands before each instruction.
 *
 * <p>One pass, forward, in code order: at a merge the types are those that the class file's own stack map declares, between
 * two of them they follow from the instructions. This is verification by type checking (JVMS §4.10.1), so no two types are
 * ever merged here, and no question about a class hierarchy arises.
 */
public final class TypeFlow {
    private final TypeTransfer transfer = new TypeTransfer();
    private final String owner;
    private final MethodNode method;

    private TypeFlow(String owner, MethodNode method) {
        this.owner = owner;
        this.method = method;
    }

    /** For each instruction the types before it, null where the code cannot be reached. */
    public static @Nullable Frame<BasicValue>[] of(String owner, MethodNode method) {
        return new TypeFlow(owner, method).run();
    }

    /** The types after one instruction of a method. */
    public static Frame<BasicValue> after(
            String owner, MethodNode method, AbstractInsnNode insn, Frame<BasicValue> before) {
        return new TypeFlow(owner, method).after(insn, before);
    }

    private @Nullable Frame<BasicValue>[] run() {
        InsnList code = method.instructions;
        @SuppressWarnings({"unchecked", "rawtypes"})
        @Nullable
        Frame<BasicValue>[] before = (Frame<BasicValue>[]) new Frame[code.size()];
        Frame<BasicValue> current = entry();
        for (int index = 0; index < code.size(); index++) {
            AbstractInsnNode insn = code.get(index);
            if (insn instanceof FrameNode declared) {
                current = declared(declared);
            }
            before[index] = current;
            if (insn.getOpcode() >= 0 && current != null) {
                current = endsFlow(insn.getOpcode()) ? null : after(insn, current);
            }
        }
        return before;
    }

    private Frame<BasicValue> entry() {
        Frame<BasicValue> frame = new Frame<>(method.maxLocals, method.maxStack);
        int local = 0;
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            frame.setLocal(local++, new BasicValue(Type.getObjectType(owner)));
        }
        for (Type argument : Type.getArgumentTypes(method.desc)) {
            local = declare(frame, local, Objects.requireNonNull(transfer.newValue(argument)));
        }
        fillWithTop(frame, local);
        return frame;
    }

    private Frame<BasicValue> declared(FrameNode node) {
        Frame<BasicValue> frame = new Frame<>(method.maxLocals, method.maxStack);
        int local = 0;
        for (Object type : node.local) {
            local = declare(frame, local, value(type));
        }
        fillWithTop(frame, local);
        for (Object type : node.stack) {
            frame.push(value(type));
        }
        return frame;
    }

    private Frame<BasicValue> after(AbstractInsnNode insn, Frame<BasicValue> before) {
        Frame<BasicValue> frame = new Frame<>(before);
        try {
            frame.execute(insn, transfer);
        } catch (AnalyzerException | RuntimeException invalid) {
            throw new IllegalArgumentException(
                    "invalid bytecode in " + owner + "." + method.name + method.desc + " at instruction "
                            + method.instructions.indexOf(insn) + ": " + invalid.getMessage(),
                    invalid);
        }
        if (insn instanceof MethodInsnNode call && call.name.equals("<init>")) {
            int receiver = before.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
            Types.initialize(frame, before.getStack(receiver));
        }
        return frame;
    }

    private static int declare(Frame<BasicValue> frame, int local, BasicValue value) {
        frame.setLocal(local, value);
        if (value.getSize() == 2) {
            frame.setLocal(local + 1, BasicValue.UNINITIALIZED_VALUE);
        }
        return local + value.getSize();
    }

    private static void fillWithTop(Frame<BasicValue> frame, int from) {
        for (int local = from; local < frame.getLocals(); local++) {
            frame.setLocal(local, BasicValue.UNINITIALIZED_VALUE);
        }
    }

    private static BasicValue value(Object type) {
        if (type instanceof LabelNode label) {
            AbstractInsnNode origin = label;
            while (origin.getOpcode() != Opcodes.NEW) {
                origin = origin.getNext();
            }
            return new Types.Uninitialized(Type.getObjectType(((TypeInsnNode) origin).desc), origin);
        }
        if (type instanceof String name) {
            return new BasicValue(Type.getObjectType(name));
        }
        return List.of(
                        BasicValue.UNINITIALIZED_VALUE,
                        BasicValue.INT_VALUE,
                        BasicValue.FLOAT_VALUE,
                        BasicValue.DOUBLE_VALUE,
                        BasicValue.LONG_VALUE,
                        Types.NULL,
                        BasicValue.UNINITIALIZED_VALUE)
                .get((Integer) type);
    }

    /** Whether control never goes on to the instruction behind one with this opcode. */
    public static boolean endsFlow(int opcode) {
        return opcode == Opcodes.GOTO
                || opcode == Opcodes.TABLESWITCH
                || opcode == Opcodes.LOOKUPSWITCH
                || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN
                || opcode == Opcodes.ATHROW;
    }
}
