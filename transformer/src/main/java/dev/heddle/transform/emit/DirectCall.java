package dev.heddle.transform.emit;

import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.Awaited.Linkage;
import dev.heddle.transform.facts.Site;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls of direct forms: plain inside a class, linked at run time across classes. Stateless. */
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
