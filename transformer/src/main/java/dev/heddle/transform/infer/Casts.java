package dev.heddle.transform.infer;

import dev.heddle.transform.facts.Types;
import dev.heddle.transform.parse.Hierarchy;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Casts operands to the class that an instruction takes, where branches joined two classes of which too little was known and
 * left {@code Object}. The program has been compiled and verified with these classes at hand, so the casts succeed:
 *
 * <pre>{@code
 * (c ? new A() : new B()).m(x)     =>     temporary = x; ((Base) operand).m(temporary)
 * }</pre>
 *
 * Used once for a method.
 */
final class Casts {
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final MethodNode method;
    private final Hierarchy hierarchy;
    private final int firstTemporary;

    Casts(MethodNode method, Hierarchy hierarchy) {
        this.method = method;
        this.hierarchy = hierarchy;
        this.firstTemporary = method.maxLocals;
    }

    /** Adds what an instruction needs before it, given the types before it. */
    void before(AbstractInsnNode insn, Frame<BasicValue> types) {
        List<Type> wanted = wantedBy(insn);
        int lowest = 0;
        int base = types.getStackSize() - wanted.size();
        while (lowest < wanted.size() && !needsCast(types.getStack(base + lowest), wanted.get(lowest))) {
            lowest++;
        }
        if (lowest == wanted.size()) {
            return;
        }
        InsnList stores = new InsnList();
        InsnList loads = new InsnList();
        int temporary = firstTemporary;
        for (int operand = wanted.size() - 1; operand > lowest; operand--) {
            BasicValue value = types.getStack(base + operand);
            stores.add(new VarInsnNode(value.getType().getOpcode(Opcodes.ISTORE), temporary));
            InsnList load = new InsnList();
            load.add(new VarInsnNode(value.getType().getOpcode(Opcodes.ILOAD), temporary));
            if (needsCast(value, wanted.get(operand))) {
                load.add(cast(wanted.get(operand)));
            }
            loads.insert(load);
            temporary += value.getSize();
        }
        stores.add(cast(wanted.get(lowest)));
        stores.add(loads);
        method.instructions.insertBefore(insn, stores);
        method.maxLocals = Math.max(method.maxLocals, temporary);
    }

    private static TypeInsnNode cast(Type type) {
        return new TypeInsnNode(Opcodes.CHECKCAST, type.getInternalName());
    }

    /** The types of the operands that an instruction takes, deepest first; none where any reference will do. */
    private List<Type> wantedBy(AbstractInsnNode insn) {
        List<Type> wanted = new ArrayList<>();
        if (insn instanceof MethodInsnNode call) {
            if (call.getOpcode() != Opcodes.INVOKESTATIC) {
                wanted.add(Type.getObjectType(call.owner));
            }
            wanted.addAll(List.of(Type.getArgumentTypes(call.desc)));
        } else if (insn instanceof FieldInsnNode access) {
            if (access.getOpcode() == Opcodes.GETFIELD || access.getOpcode() == Opcodes.PUTFIELD) {
                wanted.add(Type.getObjectType(access.owner));
            }
            if (access.getOpcode() == Opcodes.PUTFIELD || access.getOpcode() == Opcodes.PUTSTATIC) {
                wanted.add(Type.getType(access.desc));
            }
        } else if (insn.getOpcode() == Opcodes.ARETURN) {
            wanted.add(Type.getReturnType(method.desc));
        } else if (insn.getOpcode() == Opcodes.ATHROW) {
            wanted.add(Type.getObjectType("java/lang/Throwable"));
        }
        return wanted;
    }

    private boolean needsCast(BasicValue value, Type wanted) {
        return value.isReference()
                && !(value instanceof Types.Uninitialized)
                && !value.getType().equals(wanted)
                && element(value.getType()).equals(OBJECT)
                && !element(wanted).equals(OBJECT)
                && !isInterface(element(wanted));
    }

    /** Any reference passes for an interface. */
    private boolean isInterface(Type type) {
        ClassNode declaration = type.getSort() == Type.OBJECT ? hierarchy.find(type.getInternalName()) : null;
        return declaration != null && (declaration.access & Opcodes.ACC_INTERFACE) != 0;
    }

    private static Type element(Type type) {
        return type.getSort() == Type.ARRAY ? type.getElementType() : type;
    }
}
