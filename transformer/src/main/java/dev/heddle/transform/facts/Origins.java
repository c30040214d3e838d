package dev.heddle.transform.facts;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Which instructions a value may come from, seen through copies, casts and merges. A parameter comes from an instruction that
 * is not in the method. Immutable once built.
 */
public final class Origins {
    private final MethodNode method;
    private final @Nullable Frame<SourceValue>[] before;

    private Origins(MethodNode method, @Nullable Frame<SourceValue>[] before) {
        this.method = method;
        this.before = before;
    }

    /**
     * Follows all values of a method.
     *
     * @throws IllegalArgumentException if the bytecode is invalid
     */
    public static Origins of(String owner, MethodNode method) {
        try {
            return new Origins(method, new Analyzer<>(new Interpreter()).analyze(owner, method));
        } catch (AnalyzerException invalid) {
            throw new IllegalArgumentException(
                    "invalid bytecode in " + owner + "." + method.name + method.desc + ": " + invalid.getMessage(),
                    invalid);
        }
    }

    /** Where the value on top of the operand stack may come from; nothing if the instruction cannot be reached. */
    public Set<AbstractInsnNode> ofOperand(AbstractInsnNode insn) {
        Frame<SourceValue> frame = before[method.instructions.indexOf(insn)];
        return frame == null || frame.getStackSize() == 0 ? Set.of() : frame.getStack(frame.getStackSize() - 1).insns;
    }

    private static final class Interpreter extends SourceInterpreter {
        Interpreter() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
            return new SourceValue(type.getSize(), new InsnNode(Opcodes.NOP));
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode insn, SourceValue value) {
            return value;
        }

        @Override
        public SourceValue unaryOperation(AbstractInsnNode insn, SourceValue value) {
            return insn.getOpcode() == Opcodes.CHECKCAST ? value : super.unaryOperation(insn, value);
        }
    }
}
