package dev.heddle.transform.emit;

import dev.heddle.transform.WeaverOptions.Calls;
import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.Awaited.Linkage;
import dev.heddle.transform.facts.CallLinkage;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.plan.AsyncPlan;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Calls of direct forms: plain where the callee is known to be in the same class, otherwise linked at run time. Stateless.
 *
 * <pre>{@code
 * await(price(item))       =>  price$async(item)
 * await(Bank.charge(card)) =>  invokedynamic charge$async(card)         // linked once
 * await(store.load(key))   =>  invokedynamic load$async(store, key)     // linked for each class of receiver
 * }</pre>
 */
public final class DirectCall {
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private DirectCall() {}

    /** The name of a method's direct form. */
    public static String name(String method) {
        return method + "$async";
    }

    /** The descriptor of the direct form of a method with this descriptor. */
    public static String descriptor(String method) {
        return Type.getMethodDescriptor(OBJECT, Type.getArgumentTypes(method));
    }

    /** The direct form as a constant, where it can be selected by the class of a receiver; otherwise null. */
    static @Nullable Handle constant(AsyncPlan plan) {
        ClassNode owner = plan.facts().owner();
        MethodNode method = plan.facts().method();
        boolean selected = (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
        boolean linked = plan.calls() == Calls.LINKED && CallLinkage.hasDynamicLinking(owner);
        if (!selected || !linked || !DirectBody.isNeeded(plan)) {
            return null;
        }
        boolean inInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
        return new Handle(
                inInterface ? Opcodes.H_INVOKEINTERFACE : Opcodes.H_INVOKEVIRTUAL,
                owner.name,
                name(method.name),
                descriptor(method.desc),
                inInterface);
    }

    /** The call in its direct form, in the place of the call that a site awaits. */
    static AbstractInsnNode of(ClassNode owner, Site site) {
        Awaited awaited =
                site instanceof Site.Suspension suspension ? suspension.awaited() : ((Site.TailAwait) site).awaited();
        Awaited.FusedCall fused = (Awaited.FusedCall) awaited;
        MethodInsnNode call = fused.call();
        if (fused.linkage() == Linkage.SAME_CLASS) {
            return new MethodInsnNode(call.getOpcode(), call.owner, name(call.name), descriptor(call.desc), call.itf);
        }
        return new InvokeDynamicInsnNode(
                name(call.name),
                linkedDescriptor(owner, call, fused.linkage()),
                RuntimeAbi.bootstrap(),
                Type.getObjectType(call.owner),
                RuntimeAbi.linkKind(fused.linkage()));
    }

    /** With the receiver in front; the receiver of a {@code super} call is an instance of the calling class. */
    private static String linkedDescriptor(ClassNode owner, MethodInsnNode call, Linkage linkage) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        if (linkage == Linkage.STATIC) {
            return Type.getMethodDescriptor(OBJECT, arguments);
        }
        Type[] withReceiver = new Type[arguments.length + 1];
        withReceiver[0] = Type.getObjectType(linkage == Linkage.SPECIAL ? owner.name : call.owner);
        System.arraycopy(arguments, 0, withReceiver, 1, arguments.length);
        return Type.getMethodDescriptor(OBJECT, withReceiver);
    }
}
