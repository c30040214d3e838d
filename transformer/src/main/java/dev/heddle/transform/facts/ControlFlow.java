package dev.heddle.transform.facts;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where control can go from each instruction of a method, by index. Immutable once built. */
public final class ControlFlow {
    private final InsnList code;
    private final List<List<TryCatchBlockNode>> handlers = new ArrayList<>();

    public ControlFlow(MethodNode method) {
        code = method.instructions;
        for (int index = 0; index < code.size(); index++) {
            handlers.add(new ArrayList<>(0));
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            int end = code.indexOf(block.end);
            for (int index = code.indexOf(block.start); index < end; index++) {
                handlers.get(index).add(block);
            }
        }
    }

    /** The exception table entries that cover an instruction, in the order in which they are tried. */
    public List<TryCatchBlockNode> handlersOf(int index) {
        return handlers.get(index);
    }

    /** Indices that follow an instruction when it throws nothing. */
    public List<Integer> successors(int index) {
        AbstractInsnNode insn = code.get(index);
        List<Integer> next = new ArrayList<>(2);
        if (insn instanceof JumpInsnNode jump) {
            next.add(code.indexOf(jump.label));
        } else if (insn instanceof TableSwitchInsnNode table) {
            addTargets(next, table.labels, table.dflt);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            addTargets(next, lookup.labels, lookup.dflt);
        }
        if ((insn.getOpcode() < 0 || !TypeFlow.endsFlow(insn.getOpcode())) && index + 1 < code.size()) {
            next.add(index + 1);
        }
        return next;
    }

    private void addTargets(List<Integer> next, List<LabelNode> labels, LabelNode otherwise) {
        for (LabelNode label : labels) {
            next.add(code.indexOf(label));
        }
        next.add(code.indexOf(otherwise));
    }
}
