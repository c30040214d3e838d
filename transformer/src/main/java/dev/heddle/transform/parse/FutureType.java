package dev.heddle.transform.parse;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The futures that async methods hand out. Stateless. */
public final class FutureType {
    private FutureType() {}

    /** The class to make for a return type: {@code CompletableFuture}, or the subclass that it names. */
    public static String implementation(String returnType) {
        return returnType.equals(Names.COMPLETION_STAGE) ? Names.COMPLETABLE_FUTURE : returnType;
    }

    /** Whether code of {@code owner} can make the future for a return type: {@code new MyFuture()}. */
    public static boolean canBeMade(String returnType, ClassNode owner, Hierarchy hierarchy) {
        if (implementation(returnType).equals(Names.COMPLETABLE_FUTURE)) {
            return true;
        }
        ClassNode type = hierarchy.find(returnType);
        MethodNode constructor = type == null ? null : Hierarchy.methodOf(type, "<init>", "()V");
        return type != null
                && constructor != null
                && (type.access & Opcodes.ACC_ABSTRACT) == 0
                && isAccessible(type.access | Opcodes.ACC_PROTECTED, type, owner)
                && isAccessible(constructor.access, type, owner);
    }

    /** A protected constructor can be called with {@code super} only, other than in its own package (JVMS §5.4.4). */
    private static boolean isAccessible(int access, ClassNode type, ClassNode owner) {
        if ((access & Opcodes.ACC_PUBLIC) != 0) {
            return true;
        }
        if ((access & Opcodes.ACC_PRIVATE) != 0) {
            return host(type).equals(host(owner));
        }
        return packageOf(type.name).equals(packageOf(owner.name));
    }

    private static String host(ClassNode type) {
        @Nullable String host = type.nestHostClass;
        return host == null ? type.name : host;
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('/') + 1);
    }
}
