package dev.heddle.transform.facts;

import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Hierarchy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * What is true of one async method. Immutable; the method's instructions are not changed by anybody.
 *
 * @param result how the method hands out its result
 * @param flow where control can go
 * @param types per instruction the types before it; null where it cannot be reached
 * @param liveness which locals may still be read
 * @param monitors by index of an instruction, those that have taken the monitors held there, the outermost first
 * @param sites where woven code differs, in code order
 */
public record MethodFacts(
        ClassNode owner,
        MethodNode method,
        AsyncReturn result,
        ControlFlow flow,
        @Nullable Frame<BasicValue>[] types,
        Liveness liveness,
        Map<Integer, List<AbstractInsnNode>> monitors,
        List<Site> sites) {

    /** Finds the facts of an async method whose return type is one of an async method. */
    public static MethodFacts of(ClassNode owner, MethodNode method, Hierarchy hierarchy, WeaverOptions options) {
        AsyncReturn result = AsyncMethods.returnOf(method.desc, hierarchy);
        if (result == null) {
            throw new IllegalArgumentException(method.name + method.desc + " is checked for its return type first");
        }
        ControlFlow flow = new ControlFlow(method);
        @Nullable Frame<BasicValue>[] types = TypeFlow.of(owner.name, method);
        CallLinkage linkage = new CallLinkage(owner, hierarchy, options.calls());
        List<Site> sites = Sites.of(method, flow, types, linkage, hierarchy, result);
        return new MethodFacts(
                owner,
                method,
                result,
                flow,
                types,
                new Liveness(method, flow, VisibleVariables.read(method, types, sites, options.variables())),
                Monitors.held(method, flow),
                List.copyOf(sites));
    }

    /** The index of an instruction of this method. */
    public int indexOf(AbstractInsnNode insn) {
        return method.instructions.indexOf(insn);
    }

    /** The instructions that have taken the monitors that are held before another one, the outermost first. */
    public List<AbstractInsnNode> monitorsAt(AbstractInsnNode insn) {
        return monitors.getOrDefault(indexOf(insn), List.of());
    }

    /** The types before an instruction that can be reached. */
    public Frame<BasicValue> typesBefore(AbstractInsnNode insn) {
        Frame<BasicValue> before = types[indexOf(insn)];
        if (before == null) {
            throw new IllegalArgumentException("instruction " + indexOf(insn) + " cannot be reached");
        }
        return before;
    }

    /** The name of a local in the source at an instruction, or null if the class file does not tell. */
    public @Nullable String nameOf(int local, AbstractInsnNode insn) {
        LocalVariableNode variable = variableIn(local, insn);
        return variable == null ? null : variable.name;
    }

    /** The variable of the source that a local holds at an instruction, or null if the class file does not tell. */
    public @Nullable LocalVariableNode variableIn(int local, AbstractInsnNode insn) {
        if (method.localVariables == null) {
            return null;
        }
        int index = indexOf(insn);
        for (LocalVariableNode variable : method.localVariables) {
            if (variable.index == local && indexOf(variable.start) <= index && index < indexOf(variable.end)) {
                return variable;
            }
        }
        return null;
    }

    /** Source lines of instructions. */
    public static final class Lines {
        private Lines() {}

        /** The line of the nearest line number before the instruction, 0 if there is none. */
        public static int at(@Nullable AbstractInsnNode insn) {
            for (AbstractInsnNode before = insn; before != null; before = before.getPrevious()) {
                if (before instanceof LineNumberNode number) {
                    return number.line;
                }
            }
            return 0;
        }

        /** The line of a handler: that behind its label, as the one before belongs to the code that stands above. */
        public static int ofHandler(LabelNode handler) {
            AbstractInsnNode insn = handler;
            while (insn.getNext() != null && insn.getOpcode() < 0) {
                insn = insn.getNext();
            }
            return at(insn);
        }

        /** The first line of a method, 0 if the class file does not tell. */
        public static int first(MethodNode method) {
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof LineNumberNode number) {
                    return number.line;
                }
            }
            return 0;
        }
    }
}
