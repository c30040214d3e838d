package dev.heddle.proof.inject;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.parse.ClassFile;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells which calls reach one known method that is injected too, so that its body can be awaited in the place of the call:
 * methods of the same class and of other classes of the library that are static, private or final. A call that an override
 * outside the library may take is none of them. Remembers the classes it has read; any thread.
 */
final class Callees {
    private static final int VISIBILITY = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

    private final ClassBytes library;
    private final Map<String, Optional<ClassNode>> known = new ConcurrentHashMap<>();

    /** @param library finds the classes that are injected together */
    Callees(ClassBytes library) {
        this.library = library;
    }

    /** Visibility of a body, and whether it is final: only one that is called by other classes has more than {@code private}. */
    static int access(ClassNode owner, MethodNode method) {
        int isStatic = method.access & Opcodes.ACC_STATIC;
        if (isStatic != 0) {
            return isStatic | method.access & VISIBILITY;
        }
        return isFinal(owner, method) ? Opcodes.ACC_FINAL | method.access & VISIBILITY : Opcodes.ACC_PRIVATE;
    }

    /** The call of the body instead, or null if the callee is not known or not injected. */
    @Nullable
    MethodInsnNode bodyCall(ClassNode caller, MethodInsnNode call) {
        boolean sameClass = call.owner.equals(caller.name);
        ClassNode owner = sameClass ? caller : find(call.owner);
        int number = owner == null ? -1 : number(owner, call);
        if (owner == null || number < 0) {
            return null;
        }
        MethodNode callee = owner.methods.get(number);
        int access = access(owner, callee);
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        boolean isPrivate = (access & Opcodes.ACC_PRIVATE) != 0;
        boolean isKnown = isStatic || (access & Opcodes.ACC_FINAL) != 0 || (callee.access & Opcodes.ACC_PRIVATE) != 0;
        if (!isKnown
                || isStatic != (call.getOpcode() == Opcodes.INVOKESTATIC)
                || !sameClass && (isPrivate || !canCast(caller, Type.getReturnType(call.desc)))) {
            return null;
        }
        int opcode = isStatic ? Opcodes.INVOKESTATIC : isPrivate ? Opcodes.INVOKESPECIAL : Opcodes.INVOKEVIRTUAL;
        return new MethodInsnNode(
                opcode,
                call.owner,
                Injector.bodyName(owner, number, call.name),
                Injector.bodyDescriptor(call.desc),
                call.itf);
    }

    private static int number(ClassNode owner, MethodInsnNode call) {
        for (int number = 0; number < owner.methods.size(); number++) {
            MethodNode method = owner.methods.get(number);
            if (method.name.equals(call.name) && method.desc.equals(call.desc)) {
                return Injector.canBeCoroutine(method) ? number : -1;
            }
        }
        return -1;
    }

    private static boolean isFinal(ClassNode owner, MethodNode method) {
        boolean isFinal = ((owner.access | method.access) & Opcodes.ACC_FINAL) != 0;
        return isFinal && (owner.access & Opcodes.ACC_INTERFACE) == 0 && (method.access & Opcodes.ACC_PRIVATE) == 0;
    }

    /** The result comes as an object, and code can cast only to what it can name; what is not certain is not tried. */
    private static boolean canCast(ClassNode caller, Type result) {
        Type element = result.getSort() == Type.ARRAY ? result.getElementType() : result;
        return element.getSort() != Type.OBJECT
                || element.getInternalName().startsWith("java/lang/")
                || packageOf(element.getInternalName()).equals(packageOf(caller.name));
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('/') + 1);
    }

    private @Nullable ClassNode find(String internalName) {
        return known.computeIfAbsent(internalName, name -> {
                    byte[] classFile = library.find(name);
                    return classFile == null ? Optional.empty() : Optional.of(ClassFile.parse(classFile));
                })
                .orElse(null);
    }
}
