package dev.heddle.transform.facts;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * What one instruction does to the types of locals and operands, with exact reference types. It never merges: merges are
 * read from the stack map of the class file; what has none is given one by a subclass that merges. Stateless.
 */
public class TypeTransfer extends BasicInterpreter {
    public TypeTransfer() {
        super(Opcodes.ASM9);
    }

    @Override
    public @Nullable BasicValue newValue(@Nullable Type type) {
        if (type != null && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY)) {
            return new BasicValue(type);
        }
        return super.newValue(type);
    }

    @Override
    public BasicValue newOperation(AbstractInsnNode insn) throws AnalyzerException {
        return switch (insn.getOpcode()) {
            case Opcodes.ACONST_NULL -> Types.NULL;
            case Opcodes.NEW -> new Types.Uninitialized(Type.getObjectType(((TypeInsnNode) insn).desc), insn);
            default -> super.newOperation(insn);
        };
    }

    @Override
    public @Nullable BasicValue binaryOperation(AbstractInsnNode insn, BasicValue first, BasicValue second)
            throws AnalyzerException {
        if (insn.getOpcode() == Opcodes.AALOAD) {
            return Types.isNull(first)
                    ? Types.NULL
                    : newValue(Type.getType(first.getType().getDescriptor().substring(1)));
        }
        return super.binaryOperation(insn, first, second);
    }

    @Override
    public BasicValue merge(BasicValue first, BasicValue second) {
        throw new AssertionError("types are merged by the class file's stack map");
    }
}
