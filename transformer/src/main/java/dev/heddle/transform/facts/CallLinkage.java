package dev.heddle.transform.facts;

import dev.heddle.transform.facts.Awaited.Linkage;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Hierarchy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Tells whether a call reaches one known async method, so that it can be made in its direct form: static, private, final
 * and {@code super} calls, and calls on an object whose class is known because {@code new} made it. Any other virtual call
 * may reach an override that is not woven.
 */
final class CallLinkage {
    /** {@code invokedynamic} exists from Java 7 on. */
    private static final int FIRST_WITH_DYNAMIC_LINKING = Opcodes.V1_7;

    /** A method can have 255; what links a call at run time needs a few for itself. */
    private static final int MOST_ARGUMENT_SLOTS = 250;

    private final ClassNode owner;
    private final Hierarchy hierarchy;

    CallLinkage(ClassNode owner, Hierarchy hierarchy) {
        this.owner = owner;
        this.hierarchy = hierarchy;
    }

    /**
     * How to reach the direct form of the callee, or null where only the public face will do.
     *
     * @param before the types before the call
     */
    @Nullable
    Linkage of(MethodInsnNode call, Frame<BasicValue> before) {
        if (AsyncMethods.returnOf(call.desc) != AsyncReturn.COROUTINE || call.name.equals("<init>")) {
            return null;
        }
        ClassNode declaring = hierarchy.declaring(call.owner, call.name, call.desc);
        MethodNode callee = declaring == null ? null : Hierarchy.methodOf(declaring, call.name, call.desc);
        if (declaring == null || callee == null || !AsyncMethods.isAnnotated(callee)) {
            return null;
        }
        Linkage linkage = linkage(call, declaring, callee, before);
        if (linkage == null || declaring.name.equals(owner.name) && declaring.name.equals(call.owner)) {
            return linkage == null ? null : Linkage.SAME_CLASS;
        }
        return canLink(call) ? linkage : null;
    }

    /** Other than a plain call, one that is linked at run time has access to all types in its descriptor checked. */
    private boolean canLink(MethodInsnNode call) {
        return (owner.version & 0xFFFF) >= FIRST_WITH_DYNAMIC_LINKING
                && Type.getArgumentsAndReturnSizes(call.desc) >> 2 <= MOST_ARGUMENT_SLOTS
                && Arrays.stream(Type.getArgumentTypes(call.desc))
                        .allMatch(type -> hierarchy.isAccessible(type, owner.name));
    }

    private @Nullable Linkage linkage(
            MethodInsnNode call, ClassNode declaring, MethodNode callee, Frame<BasicValue> before) {
        if (call.getOpcode() == Opcodes.INVOKESTATIC) {
            return Linkage.STATIC;
        }
        if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
            return Linkage.SPECIAL;
        }
        boolean cannotBeOverridden = (callee.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0
                || (declaring.access & Opcodes.ACC_FINAL) != 0;
        return cannotBeOverridden || isExactly(declaring, call, before) ? Linkage.VIRTUAL : null;
    }

    private static boolean isExactly(ClassNode declaring, MethodInsnNode call, Frame<BasicValue> before) {
        int receiver = before.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
        return before.getStack(receiver) instanceof Types.Exact exact
                && exact.getType().getInternalName().equals(declaring.name);
    }
}
