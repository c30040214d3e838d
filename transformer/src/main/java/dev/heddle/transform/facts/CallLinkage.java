package dev.heddle.transform.facts;

import dev.heddle.transform.WeaverOptions.Calls;
import dev.heddle.transform.facts.Awaited.Detour;
import dev.heddle.transform.facts.Awaited.Linkage;
import dev.heddle.transform.facts.Awaited.Route;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.TextLength;
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
     * How to reach the direct form of the callee, or why only the public face will do.
     *
     * @param before the types before the call
     */
    Route of(MethodInsnNode call, Frame<BasicValue> before) {
        if (!AsyncMethods.returnsCoroutine(call.desc) || call.name.equals("<init>")) {
            return Detour.NO_CALL;
        }
        ClassNode declaring = hierarchy.declaring(call.owner, call.name, call.desc);
        MethodNode callee = declaring == null ? null : Hierarchy.methodOf(declaring, call.name, call.desc);
        Route route = declaring == null || callee == null ? selected(call) : known(call, declaring, callee, before);
        if (route instanceof Detour || route == Linkage.SAME_CLASS) {
            return route;
        }
        Detour obstacle = obstacle(call);
        return obstacle == null ? route : obstacle;
    }

    /** Whether code of this class can have calls linked at run time, and method handles as constants. */
    public static boolean hasDynamicLinking(ClassNode owner) {
        return (owner.version & 0xFFFF) >= FIRST_WITH_DYNAMIC_LINKING;
    }

    /**
     * What keeps a call from being linked at run time. Other than a plain call, such a one has access to all types in its
     * descriptor checked.
     */
    private @Nullable Detour obstacle(MethodInsnNode call) {
        if (calls != Calls.LINKED) {
            return Detour.PLAIN_CALLS;
        }
        if (!hasDynamicLinking(owner)) {
            return Detour.OLD_CLASS_FILE;
        }
        if (Type.getArgumentsAndReturnSizes(call.desc) >> 2 > MOST_ARGUMENT_SLOTS || !hasRoom(call)) {
            return Detour.TOO_MANY_ARGUMENTS;
        }
        return Arrays.stream(Type.getArgumentTypes(call.desc))
                        .allMatch(type -> hierarchy.isAccessible(type, owner.name))
                ? null
                : Detour.HIDDEN_TYPE;
    }

    /** Whether a descriptor can hold the receiver in front of the parameters; the result takes no more than it did. */
    private boolean hasRoom(MethodInsnNode call) {
        int receiver = Math.max(TextLength.of(owner.name), TextLength.of(call.owner)) + "L;".length();
        boolean inFront = call.getOpcode() != Opcodes.INVOKESTATIC;
        return TextLength.of(call.desc) + (inFront ? receiver : 0) <= TextLength.MOST;
    }

    private Route known(MethodInsnNode call, ClassNode declaring, MethodNode callee, Frame<BasicValue> before) {
        Linkage fixed = fixed(call, declaring, callee, before);
        if (fixed == null) {
            return selected(call);
        }
        if (!AsyncMethods.isAnnotated(callee)) {
            return Detour.NOT_ASYNC;
        }
        return declaring.name.equals(owner.name) && declaring.name.equals(call.owner) ? Linkage.SAME_CLASS : fixed;
    }

    /** Null if the class of the receiver selects the method. */
    private static @Nullable Linkage fixed(
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

    private static Route selected(MethodInsnNode call) {
        return switch (call.getOpcode()) {
            case Opcodes.INVOKEVIRTUAL -> Linkage.VIRTUAL;
            case Opcodes.INVOKEINTERFACE -> Linkage.INTERFACE;
            default -> Detour.UNKNOWN_CLASS;
        };
    }

    private static boolean isExactly(ClassNode declaring, MethodInsnNode call, Frame<BasicValue> before) {
        int receiver = before.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length;
        return before.getStack(receiver) instanceof Types.Exact exact
                && exact.getType().getInternalName().equals(declaring.name);
    }
}
