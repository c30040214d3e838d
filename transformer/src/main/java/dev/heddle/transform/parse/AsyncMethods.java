package dev.heddle.transform.parse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Tells which methods of a class are asynchronous. Stateless. */
public final class AsyncMethods {
    private AsyncMethods() {}

    /**
     * The methods to weave, in the order of the class file, whether they may be woven or not: those that say so, and lambdas
     * that await or emit and whose return type allows it.
     */
    public static List<MethodNode> of(ClassNode owner, Hierarchy hierarchy) {
        List<MethodNode> found = new ArrayList<>();
        for (MethodNode method : owner.methods) {
            if (isAnnotated(method)
                    || mayBeLambda(method)
                            && returnOf(method.desc, hierarchy) != null
                            && awaits(method, hierarchy)
                            && isLambda(owner, method)) {
                found.add(method);
            }
        }
        return found;
    }

    /**
     * Whether the method carries {@code @Async} and has a body of its own. javac copies annotations to bridges, but a bridge
     * only forwards the coroutine.
     */
    public static boolean isAnnotated(MethodNode method) {
        return (method.access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) == 0
                && (carriesAsync(method.invisibleAnnotations) || carriesAsync(method.visibleAnnotations));
    }

    /**
     * Whether the method is the body of a lambda: {@code lambda$f$0} as javac, ecj and Groovy write it, {@code $anonfun$f$1} by
     * Scala, and {@code f$lambda$0} by Kotlin, where it need not be synthetic. What renames methods leaves of that only that it
     * is synthetic and that a lambda is made of it.
     */
    public static boolean isLambda(ClassNode owner, MethodNode method) {
        boolean synthetic = (method.access & Opcodes.ACC_SYNTHETIC) != 0;
        return synthetic && (method.name.startsWith("lambda$") || method.name.contains("$anonfun$"))
                || (method.access & Opcodes.ACC_PRIVATE) != 0 && method.name.contains("$lambda$")
                || synthetic && isMadeLambda(owner, method);
    }

    /** The same as far as the method tells by itself. */
    private static boolean mayBeLambda(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 || method.name.contains("$lambda$");
    }

    private static boolean isMadeLambda(ClassNode owner, MethodNode body) {
        for (MethodNode method : owner.methods) {
            for (AbstractInsnNode insn : method.instructions) {
                if (insn instanceof InvokeDynamicInsnNode dynamic
                        && dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
                    for (Object argument : dynamic.bsmArgs) {
                        if (argument instanceof Handle handle
                                && handle.getOwner().equals(owner.name)
                                && handle.getName().equals(body.name)
                                && handle.getDesc().equals(body.desc)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /**
     * How a method with this descriptor hands out its result, or null if its return type is none of an async method. A
     * subclass of {@code CompletableFuture} is one, whether it can be made or not.
     */
    public static @Nullable AsyncReturn returnOf(String descriptor, Hierarchy hierarchy) {
        Type type = Type.getReturnType(descriptor);
        AsyncReturn known = AsyncReturn.of(type);
        boolean isSubclass = known == null
                && type.getSort() == Type.OBJECT
                && hierarchy.isSubtype(type.getInternalName(), Names.COMPLETABLE_FUTURE);
        return isSubclass ? AsyncReturn.FUTURE : known;
    }

    /** The same as far as the descriptor alone tells: without subclasses. */
    public static @Nullable AsyncReturn returnOf(String descriptor) {
        return AsyncReturn.of(Type.getReturnType(descriptor));
    }

    /** Whether the return type is {@code AsyncStream}. */
    public static boolean returnsStream(String descriptor) {
        return AsyncReturn.of(Type.getReturnType(descriptor)) == AsyncReturn.STREAM;
    }

    /** Whether the return type is {@code Coroutine}. */
    public static boolean returnsCoroutine(String descriptor) {
        return AsyncReturn.of(Type.getReturnType(descriptor)) == AsyncReturn.COROUTINE;
    }

    /** Whether the instruction is a call of {@code Coroutines.await}, or of what stands for it after {@link Dialects}. */
    public static boolean isAwait(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESTATIC
                && call.owner.equals(Names.COROUTINES)
                && (call.name.equals(Names.AWAIT) || call.name.equals(Names.JOIN))
                && call.desc.startsWith("(L"); // all that there are take one object
    }

    /** Whether the instruction is a call of {@code Coroutines.emit}. */
    public static boolean isEmit(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.getOpcode() == Opcodes.INVOKESTATIC
                && call.owner.equals(Names.COROUTINES)
                && call.name.equals(Names.EMIT);
    }

    /** Whether the instruction makes a method reference to {@code Coroutines.await}. */
    public static boolean isAwaitReference(AbstractInsnNode insn) {
        return isReference(insn, Names.AWAIT);
    }

    /** Whether the instruction makes a method reference to {@code Coroutines.emit}. */
    public static boolean isEmitReference(AbstractInsnNode insn) {
        return isReference(insn, Names.EMIT);
    }

    private static boolean isReference(AbstractInsnNode insn, String name) {
        if (insn instanceof InvokeDynamicInsnNode dynamic) {
            for (Object argument : dynamic.bsmArgs) {
                if (argument instanceof Handle handle
                        && handle.getOwner().equals(Names.COROUTINES)
                        && handle.getName().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the instruction closes an {@code AsyncCloseable}, which awaits as well. */
    public static boolean isAwaitedClose(AbstractInsnNode insn, Hierarchy hierarchy) {
        return insn instanceof MethodInsnNode call
                && call.name.equals("close")
                && call.desc.equals("()V")
                && (call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE)
                && hierarchy.isSubtype(call.owner, Names.ASYNC_CLOSEABLE);
    }

    private static boolean awaits(MethodNode method, Hierarchy hierarchy) {
        for (AbstractInsnNode insn : method.instructions) {
            if (isAwait(insn) || isEmit(insn) || isAwaitedClose(insn, hierarchy)) {
                return true;
            }
        }
        return false;
    }

    private static boolean carriesAsync(@Nullable List<AnnotationNode> annotations) {
        return annotations != null
                && annotations.stream().anyMatch(annotation -> annotation.desc.equals(Names.ASYNC_DESCRIPTOR));
    }
}
