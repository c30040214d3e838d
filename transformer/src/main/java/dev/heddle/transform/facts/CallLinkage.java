package dev.heddle.transform.facts;

import dev.heddle.transform.WeaverOptions.Calls;
import dev.heddle.transform.facts.Awaited.Linkage;
import dev.heddle.transform.parse.AsyncMethods;
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
 * Tells how the call of an async method can be made in its direct form. Static, private, final and {@code super} calls, and
 * calls on an object whose class is known because {@code new} made it, reach one known method, which must be async. What any
 * other virtual call reaches is known when it runs: it is made in its direct form where what it reaches has one, whatever the
 * method is that it names.
 */
public final class CallLinkage {
    /** {@code invokedynamic} exists from Java 7 on. */
    private static final int FIRST_WITH_DYNAMIC_LINKING = Opcodes.V1_7;

    /** A method can have 255; what links a call at run time needs a few for itself. */
    private static final int MOST_ARGUMENT_SLOTS = 250;

    private final ClassNode owner;
    private final Hierarchy hierarchy;
    private final Calls calls;

    CallLinkage(ClassNode owner, Hierarchy hierarchy, Calls calls) {
        this.owner = owner;
        this.hierarchy = hierarchy;
        this.calls = calls;
    }

    /**
     * How to reach the direct form of the callee, or null where only the public face will do.
     *
     * @param before the types before the call
     */
    @Nullable
    Linkage of(MethodInsnNode call, Frame<BasicValue> before) {
        if (!AsyncMethods.returnsCoroutine(call.desc) || call.name.equals("<init>")) {
            return null;
        }
        ClassNode declaring = hierarchy.declaring(call.owner, call.name, call.desc);
        MethodNode callee = declaring == null ? null : Hierarchy.methodOf(declaring, call.name, call.desc);
        Linkage linkage =
                declaring == null || callee == null ? selected(call) : linkage(call, declaring, callee, before);
        if (linkage == null || linkage == Linkage.SAME_CLASS) {
            return linkage;
        }
        return canLink(call) ? linkage : null;
    }

    /** Whether code of this class can have calls linked at run time, and method handles as constants. */
    public static boolean hasDynamicLinking(ClassNode owner) {
        return (owner.version & 0xFFFF) >= FIRST_WITH_DYNAMIC_LINKING;
    }

    /** Other than a plain call, one that is linked at run time has access to all types in its descriptor checked. */
    private boolean canLink(MethodInsnNode call) {
        return calls == Calls.LINKED
                && hasDynamicLinking(owner)
                && Type.getArgumentsAndReturnSizes(call.desc) >> 2 <= MOST_ARGUMENT_SLOTS
                && Arrays.stream(Type.getArgumentTypes(call.desc))
                        .allMatch(type -> hierarchy.isAccessible(type, owner.name));
    }

    private @Nullable Linkage linkage(
            MethodInsnNode call, ClassNode declaring, MethodNode callee, Frame<BasicValue> before) {
        Linkage known = known(call, declaring, callee, before);
        if (known == null) {
            return selected(call);
        }
        if (!AsyncMethods.isAnnotated(callee)) {
            return null;
        }
        return declaring.name.equals(owner.name) && declaring.name.equals(call.owner) ? Linkage.SAME_CLASS : known;
    }

    /** Null if the class of the receiver selects the method. */
    private static @Nullable Linkage known(
            MethodInsnNode call, ClassNode declaring, MethodNode callee, Frame<BasicValue> before) {
        if (call.getOpcode() == Opcodes.INVOKESTATIC) {
            return Linkage.STATIC;
        }
        if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
            return Linkage.SPECIAL;
        }
        boolean cannotBeOverridden = (callee.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0
                || (declaring.access & Opcodes.ACC_FINAL) != 0;
        return cannotBeOverridden || isExactly(declaring, call, before) ? Linkage.FINAL : null;
    }

    private static @Nullable Linkage selected(MethodInsnNode call) {
        return switch (call.getOpcode()) {
            case Opcodes.INVOKEVIRTUAL -> Linkage.VIRTUAL;
            case Opcodes.INVOKEINTERFACE -> Linkage.INTERFACE;
            default -> null;
        };
    }

    private static boolean isExactly(ClassNode declaring, MethodInsnNode call, Frame<BasicValue> before) {
        int receiver = before.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
        return before.getStack(receiver) instanceof Types.Exact exact
                && exact.getType().getInternalName().equals(declaring.name);
    }
}
