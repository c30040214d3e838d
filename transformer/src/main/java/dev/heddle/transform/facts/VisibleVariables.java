package dev.heddle.transform.facts;

import dev.heddle.transform.WeaverOptions.Variables;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The variables that a debugger can show at a suspension point: those in scope, as far as the class file tells, that have
 * been assigned there. Stateless.
 */
final class VisibleVariables {
    private VisibleVariables() {}

    /**
     * The locals that the start of the method and its suspension points read for the sake of debuggers: none, if only live
     * variables are kept.
     */
    static Map<AbstractInsnNode, BitSet> read(
            MethodNode method, @Nullable Frame<BasicValue>[] types, List<Site> sites, Variables kept) {
        Map<AbstractInsnNode, BitSet> read = new IdentityHashMap<>();
        if (kept == Variables.VISIBLE && method.localVariables != null) {
            AbstractInsnNode start = method.instructions.getFirst();
            read.put(start, at(start, method, types));
            for (Site site : sites) {
                if (site instanceof Site.Suspension suspension) {
                    read.put(suspension.insn(), at(suspension.insn(), method, types));
                }
            }
        }
        return read;
    }

    private static BitSet at(AbstractInsnNode insn, MethodNode method, @Nullable Frame<BasicValue>[] types) {
        BitSet locals = new BitSet();
        Frame<BasicValue> before = Objects.requireNonNull(types[method.instructions.indexOf(insn)]);
        int index = indexOfNext(insn, method);
        for (LocalVariableNode variable : method.localVariables) {
            if (method.instructions.indexOf(variable.start) <= index
                    && index < method.instructions.indexOf(variable.end)
                    && holds(before.getLocal(variable.index), Type.getType(variable.desc))) {
                locals.set(variable.index);
            }
        }
        return locals;
    }

    /** A variable in scope may not be assigned yet, and a compiler may have put something else there meanwhile. */
    private static boolean holds(BasicValue value, Type declared) {
        return !Types.isTop(value)
                && !(value instanceof Types.Uninitialized)
                && value.getType().getOpcode(Opcodes.ILOAD) == declared.getOpcode(Opcodes.ILOAD);
    }

    private static int indexOfNext(AbstractInsnNode insn, MethodNode method) {
        AbstractInsnNode next = insn;
        while (next.getOpcode() < 0) {
            next = next.getNext();
        }
        return method.instructions.indexOf(next);
    }
}
