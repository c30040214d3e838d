package dev.heddle.coroutine;

import dev.heddle.Coroutine;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * Links awaited calls to methods of other classes: to the direct form where there is one, otherwise to the public face,
 * which every version of the class has, woven or not. Stateless.
 */
public final class DirectCalls {
    /** A static method. */
    public static final int STATIC = 0;

    /** A call without selection by the receiver: {@code super.m()}, or a private method. */
    public static final int SPECIAL = 1;

    /** A method that no class of the receiver overrides. */
    public static final int FINAL = 2;

    /** A method of a class, selected by the class of the receiver. */
    public static final int VIRTUAL = 3;

    /** A method of an interface, selected by the class of the receiver. */
    public static final int INTERFACE = 4;

    private static final String DIRECT_SUFFIX = "$async";

    /** {@code Object Awaits.await(Coroutine)} */
    static final MethodHandle START = startHandle();

    private DirectCalls() {}

    /**
     * The bootstrap method of an awaited call. Fails as the plain call does where not even the public face can be called.
     *
     * @param caller sees what the calling class may see
     * @param name of the direct form, such as {@code total$async}
     * @param type of the call: receiver first where there is one, returns {@code Object}
     * @param owner the class the method is looked up in
     * @param kind one of the constants of this class
     */
    public static CallSite link(Lookup caller, String name, MethodType type, Class<?> owner, int kind) {
        String faceName = name.substring(0, name.length() - DIRECT_SUFFIX.length());
        MethodHandle face = face(caller, owner, faceName, type.changeReturnType(Coroutine.class), kind);
        if (kind == VIRTUAL || kind == INTERFACE) {
            return new InlineCache(caller, face, type);
        }
        MethodHandle target;
        try {
            MethodHandle direct = find(caller, owner, name, type, kind);
            target = declaring(caller, direct) == declaring(caller, face)
                    ? direct
                    : MethodHandles.filterReturnValue(face, START); // overridden by a method that is not woven
        } catch (NoSuchMethodException | IllegalAccessException noDirectForm) {
            target = MethodHandles.filterReturnValue(face, START);
        }
        return new ConstantCallSite(target.asType(type));
    }

    /** The name of a method's direct form. */
    static String directName(String method) {
        return method + DIRECT_SUFFIX;
    }

    private static MethodHandle face(Lookup caller, Class<?> owner, String name, MethodType type, int kind) {
        boolean wantsInterface = kind == INTERFACE;
        if ((wantsInterface || kind == VIRTUAL) && owner.isInterface() != wantsInterface) {
            throw new IncompatibleClassChangeError("Found " + (wantsInterface ? "class " : "interface ")
                    + owner.getName() + ", but " + (wantsInterface ? "interface" : "class") + " was expected");
        }
        try {
            return find(caller, owner, name, type, kind);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            if (e.getCause() instanceof LinkageError asThePlainCall) {
                throw asThePlainCall;
            }
            throw e instanceof IllegalAccessException
                    ? new IllegalAccessError(e.getMessage())
                    : new NoSuchMethodError(e.getMessage());
        }
    }

    private static Class<?> declaring(Lookup caller, MethodHandle method) {
        return caller.revealDirect(method).getDeclaringClass();
    }

    private static MethodHandle find(Lookup caller, Class<?> owner, String name, MethodType type, int kind)
            throws NoSuchMethodException, IllegalAccessException {
        if (kind == STATIC) {
            return caller.findStatic(owner, name, type);
        }
        MethodType withoutReceiver = type.dropParameterTypes(0, 1);
        Class<?> here = caller.lookupClass();
        // A private method of a nest mate, which only findVirtual can reach, has no overrides to select from.
        return kind == SPECIAL && owner.isAssignableFrom(here)
                ? caller.findSpecial(owner, name, withoutReceiver, here)
                : caller.findVirtual(owner, name, withoutReceiver);
    }

    private static MethodHandle startHandle() {
        try {
            return MethodHandles.lookup()
                    .findStatic(Awaits.class, "await", MethodType.methodType(Object.class, Coroutine.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
