package dev.heddle.transform.verify;

import dev.heddle.transform.facts.ControlFlow;
import dev.heddle.transform.facts.TypeFlow;
import dev.heddle.transform.facts.Types;
import dev.heddle.transform.parse.Hierarchy;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Checks that the stack map of a method holds on every way to each of its entries, handlers included: verification by type
 * checking (JVMS §4.10.1). Where a class is unknown, its references are taken to be assignable, as the compiler has found
 * them to be.
 */
final class StackMapCheck {
    private final String owner;
    private final MethodNode method;
    private final Hierarchy hierarchy;
    private final ControlFlow flow;
    private final @Nullable Frame<BasicValue>[] types;

    private StackMapCheck(String owner, MethodNode method, Hierarchy hierarchy) {
        this.owner = owner;
        this.method = method;
        this.hierarchy = hierarchy;
        this.flow = new ControlFlow(method);
        this.types = TypeFlow.of(owner, method);
    }

    /** @throws IllegalArgumentException saying which instruction disagrees with which entry */
    static void run(String owner, MethodNode method, Hierarchy hierarchy) {
        new StackMapCheck(owner, method, hierarchy).run();
    }

    private void run() {
        for (int index = 0; index < method.instructions.size(); index++) {
            Frame<BasicValue> before = types[index];
            if (before != null) {
                AbstractInsnNode insn = method.instructions.get(index);
                Frame<BasicValue> after = insn.getOpcode() < 0 ? before : TypeFlow.after(owner, method, insn, before);
                for (int next : flow.successors(index)) {
                    checkEdge(index, next, after);
                }
                for (TryCatchBlockNode handler : flow.handlersOf(index)) {
                    checkHandler(index, handler, before);
                }
            }
        }
    }

    private void checkEdge(int from, int to, Frame<BasicValue> current) {
        int entry = entryAt(to);
        Frame<BasicValue> declared = entry < 0 ? null : types[entry];
        if (declared == null) {
            require(to == from + 1, from, to, "no stack map entry at a jump target");
            return;
        }
        checkLocals(from, entry, current, declared);
        require(current.getStackSize() == declared.getStackSize(), from, entry, "different stack heights");
        for (int operand = 0; operand < declared.getStackSize(); operand++) {
            check(from, entry, "operand " + operand, current.getStack(operand), declared.getStack(operand));
        }
    }

    private void checkHandler(int from, TryCatchBlockNode handler, Frame<BasicValue> current) {
        int entry = entryAt(method.instructions.indexOf(handler.handler));
        Frame<BasicValue> declared = entry < 0 ? null : types[entry];
        if (declared != null) {
            checkLocals(from, entry, current, declared);
        }
    }

    private void checkLocals(int from, int entry, Frame<BasicValue> current, Frame<BasicValue> declared) {
        for (int local = 0; local < declared.getLocals(); local++) {
            check(from, entry, "local " + local, current.getLocal(local), declared.getLocal(local));
        }
    }

    /** The index of the stack map entry that stands at an instruction, -1 if there is none. */
    private int entryAt(int index) {
        for (int at = index; at < method.instructions.size(); at++) {
            AbstractInsnNode insn = method.instructions.get(at);
            if (insn instanceof FrameNode) {
                return at;
            }
            if (insn.getOpcode() >= 0) {
                return -1;
            }
        }
        return -1;
    }

    private void check(int from, int to, String what, BasicValue value, BasicValue declared) {
        require(isAssignable(value, declared), from, to, what + " is " + value + ", declared " + declared);
    }

    private boolean isAssignable(BasicValue value, BasicValue declared) {
        if (Types.isTop(declared)) {
            return true;
        }
        if (Types.isTop(value) || value.isReference() != declared.isReference()) {
            return false;
        }
        if (value instanceof Types.Uninitialized || declared instanceof Types.Uninitialized) {
            return value.equals(declared);
        }
        if (!value.isReference() || Types.isNull(value) || Types.isNull(declared)) {
            return value.equals(declared) || Types.isNull(value);
        }
        return isSubtype(value.getType(), declared.getType());
    }

    private boolean isSubtype(Type type, Type wanted) {
        if (type.equals(wanted) || wanted.getInternalName().equals("java/lang/Object")) {
            return true;
        }
        if (type.getSort() == Type.ARRAY || wanted.getSort() == Type.ARRAY) {
            return type.getSort() == wanted.getSort() || wanted.getSort() == Type.OBJECT;
        }
        return hierarchy.mayBeSubtype(type.getInternalName(), wanted.getInternalName());
    }

    private static void require(boolean condition, int from, int to, String message) {
        if (!condition) {
            throw new IllegalArgumentException("from instruction " + from + " to " + to + ": " + message);
        }
    }
}
