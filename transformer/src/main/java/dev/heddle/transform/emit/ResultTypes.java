package dev.heddle.transform.emit;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Tells which results can never be coroutines, so that nothing need be boxed and unboxed. Stateless. */
final class ResultTypes {
    private ResultTypes() {}

    /** Whether a value of this static type may be a coroutine. */
    static boolean mayBeCoroutine(Type type) {
        return switch (type.getInternalName()) {
            case "null",
                    "java/lang/String",
                    "java/lang/Boolean",
                    "java/lang/Byte",
                    "java/lang/Short",
                    "java/lang/Character",
                    "java/lang/Integer",
                    "java/lang/Long",
                    "java/lang/Float",
                    "java/lang/Double" -> false;
            default -> type.getSort() != Type.ARRAY;
        };
    }

    /** Whether the code behind an await may take its result for a coroutine: not if it drops it or casts it to something else. */
    static boolean mayBeUsedAsCoroutine(AbstractInsnNode await) {
        AbstractInsnNode next = await.getNext();
        while (next != null && next.getType() == AbstractInsnNode.LINE) {
            next = next.getNext();
        }
        if (next == null || next.getOpcode() == Opcodes.POP) {
            return next == null;
        }
        return next.getOpcode() != Opcodes.CHECKCAST || mayBeCoroutine(Type.getObjectType(((TypeInsnNode) next).desc));
    }
}
