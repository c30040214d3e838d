package dev.heddle.transform.infer;

import dev.heddle.transform.facts.Types;
import dev.heddle.transform.parse.Hierarchy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * Gives a method the stack map that a later compiler would have written: an entry at each jump target and each handler, with
 * the types that a data flow finds there. Used once for a method.
 */
final class StackMapInference {
    private final MethodNode method;
    private final @Nullable Frame<BasicValue>[] types;

    private StackMapInference(MethodNode method, @Nullable Frame<BasicValue>[] types) {
        this.method = method;
        this.types = types;
    }

    /** Replaces what stack map the method has and adds the casts that its uses need. */
    static void complete(String owner, MethodNode method, Hierarchy hierarchy) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof FrameNode) {
                method.instructions.remove(insn);
            }
        }
        @Nullable Frame<BasicValue>[] types = infer(owner, method, new MergingTransfer(hierarchy));
        AbstractInsnNode[] code = method.instructions.toArray();
        Set<AbstractInsnNode> targets = new StackMapInference(method, types).targets();
        Casts casts = new Casts(method, hierarchy);
        for (int index = 0; index < code.length; index++) {
            Frame<BasicValue> before = types[index];
            if (before != null) {
                if (targets.contains(code[index])) {
                    method.instructions.insertBefore(code[index], entry(method, before));
                }
                casts.before(code[index], before);
            }
        }
    }

    private static @Nullable Frame<BasicValue>[] infer(String owner, MethodNode method, MergingTransfer transfer) {
        try {
            return new Analyzer<>(transfer) {
                @Override
                protected Frame<BasicValue> newFrame(int locals, int operands) {
                    return new Initializing(locals, operands);
                }

                @Override
                protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
                    return new Initializing(frame);
                }
            }.analyze(owner, method);
        } catch (AnalyzerException | RuntimeException invalid) {
            throw new IllegalArgumentException(
                    "invalid bytecode in " + owner + "." + method.name + method.desc + ": " + invalid.getMessage(),
                    invalid);
        }
    }

    /** The instructions at which branches join, one for each place. */
    private Set<AbstractInsnNode> targets() {
        Set<AbstractInsnNode> targets = new LinkedHashSet<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof JumpInsnNode jump) {
                targets.add(firstAt(jump.label));
            } else if (insn instanceof TableSwitchInsnNode table) {
                table.labels.forEach(label -> targets.add(firstAt(label)));
                targets.add(firstAt(table.dflt));
            } else if (insn instanceof LookupSwitchInsnNode lookup) {
                lookup.labels.forEach(label -> targets.add(firstAt(label)));
                targets.add(firstAt(lookup.dflt));
            }
        }
        method.tryCatchBlocks.forEach(block -> targets.add(firstAt(block.handler)));
        return targets;
    }

    private static AbstractInsnNode firstAt(LabelNode label) {
        AbstractInsnNode insn = label;
        while (insn.getOpcode() < 0 && insn.getNext() != null) {
            insn = insn.getNext();
        }
        return insn;
    }

    private static FrameNode entry(MethodNode method, Frame<BasicValue> types) {
        List<Object> locals = new ArrayList<>();
        for (int local = 0; local < types.getLocals(); local++) {
            BasicValue value = types.getLocal(local);
            locals.add(verificationType(method, value));
            local += value.getSize() - 1;
        }
        while (!locals.isEmpty() && locals.get(locals.size() - 1) == Opcodes.TOP) {
            locals.remove(locals.size() - 1);
        }
        List<Object> stack = new ArrayList<>();
        for (int operand = 0; operand < types.getStackSize(); operand++) {
            stack.add(verificationType(method, types.getStack(operand)));
        }
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
    }

    private static Object verificationType(MethodNode method, BasicValue value) {
        if (Types.isTop(value)) {
            return Opcodes.TOP;
        }
        if (Types.isNull(value)) {
            return Opcodes.NULL;
        }
        if (value instanceof Types.Uninitialized object) {
            return labelOf(method, object.origin());
        }
        return switch (value.getType().getSort()) {
            case Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> value.getType().getInternalName();
        };
    }

    /** The label right before a {@code NEW}, which stands for its object in stack maps. */
    private static LabelNode labelOf(MethodNode method, AbstractInsnNode origin) {
        for (AbstractInsnNode before = origin.getPrevious();
                before != null && before.getOpcode() < 0;
                before = before.getPrevious()) {
            if (before instanceof LabelNode label) {
                return label;
            }
        }
        LabelNode label = new LabelNode();
        method.instructions.insertBefore(origin, label);
        return label;
    }

    /** A frame in which a constructor call initialises all copies of its object. */
    private static final class Initializing extends Frame<BasicValue> {
        Initializing(int locals, int operands) {
            super(locals, operands);
        }

        Initializing(Frame<? extends BasicValue> other) {
            super(other);
        }

        @Override
        public void execute(AbstractInsnNode insn, Interpreter<BasicValue> interpreter) throws AnalyzerException {
            if (insn instanceof MethodInsnNode call && call.name.equals("<init>")) {
                int receiver = getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
                BasicValue object = getStack(receiver);
                super.execute(insn, interpreter);
                Types.initialize(this, object);
            } else {
                super.execute(insn, interpreter);
            }
        }
    }
}
