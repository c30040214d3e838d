package dev.heddle.coroutine;

import dev.heddle.Coroutine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the method that the virtual machine selects for a class of receiver (JVMS §5.4.6) is the woven one that a
 * coroutine came from, so that calling its direct form is calling that method. Stateless.
 *
 * <p>The coroutine was made by a call of the method on a receiver of that class, and names a direct form {@code m$async} in
 * class {@code D}. That alone does not do: an override that is not woven may have called {@code super.m}, or something else
 * entirely. It does if {@code D} declares {@code m} beside {@code m$async}, and nothing below {@code D} overrides {@code m}:
 *
 * <ul>
 *   <li>No class below {@code D} declares a method of that name with the parameters of the call or of the direct form. If
 *       {@code D} is an interface, neither does any other interface that {@code D} does not extend.
 *   <li>A bridge is no override, but forwards to one. Which one cannot be seen, so where a bridge is involved there must be
 *       no other method of that name and as many parameters to which it could forward.
 * </ul>
 *
 * <p>What is not certain is answered with "no", and the call goes through the public face.
 */
final class Selection {
    private final String name;
    private final Class<?>[] called;
    private final Class<?>[] woven;
    private final Class<?> declaring;
    private final Class<?> receiver;

    private Selection(MethodHandleInfo called, MethodType direct, Class<?> receiver) {
        this.name = called.getName();
        this.called = called.getMethodType().parameterArray();
        this.declaring = direct.parameterType(0);
        this.woven = direct.dropParameterTypes(0, 1).parameterArray();
        this.receiver = receiver;
    }

    /**
     * The direct form of the method that is selected for receivers of a class, or null where there is none for certain.
     *
     * @param called the method named by the call
     * @param made what a call of it on such a receiver has returned
     */
    static @Nullable MethodHandle directForm(MethodHandleInfo called, Class<?> receiver, @Nullable Coroutine<?> made) {
        try {
            MethodHandle direct = made instanceof Frame<?> frame ? frame.directForm() : null;
            return direct != null
                            && direct.type().parameterType(0).isAssignableFrom(receiver)
                            && direct.type().parameterCount()
                                    == called.getMethodType().parameterCount() + 1
                            && canBeOverridden(called, direct.type().parameterType(0))
                            && new Selection(called, direct.type(), receiver).isOfTheSelected()
                    ? direct
                    : null;
        } catch (LinkageError | TypeNotPresentException classesMissing) {
            return null; // the methods of some class cannot be told
        }
    }

    private static boolean canBeOverridden(MethodHandleInfo called, Class<?> by) {
        int modifiers = called.getModifiers();
        return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                || !Modifier.isPrivate(modifiers)
                        && called.getDeclaringClass().getClassLoader() == by.getClassLoader()
                        && called.getDeclaringClass().getPackageName().equals(by.getPackageName());
    }

    private boolean isOfTheSelected() {
        boolean bridged = !Arrays.equals(called, woven);
        boolean overloaded = false;
        for (Class<?> type : typesOf(receiver)) {
            for (Method method : concrete(type)) {
                boolean same = takes(method, called) || takes(method, woven);
                if (!method.isBridge()) {
                    if (same && isBelow(type)) {
                        return false;
                    }
                    overloaded |= !same;
                } else {
                    bridged |= same && isBelow(type);
                }
            }
        }
        return declaresBoth() && !(bridged && overloaded) && (Arrays.equals(called, woven) || isCalledByBridge());
    }

    /** Whether a method in {@code type} is selected before one in the declaring class. */
    private boolean isBelow(Class<?> type) {
        return !type.isAssignableFrom(declaring) && (declaring.isInterface() || !type.isInterface());
    }

    private boolean declaresBoth() {
        boolean face = false;
        boolean direct = false;
        for (Method method : declaring.getDeclaredMethods()) {
            if (takes(method, woven)) {
                face |= method.getName().equals(name)
                        && method.getReturnType() == Coroutine.class
                        && !method.isBridge();
                direct |=
                        method.getName().equals(DirectCalls.directName(name)) && method.getReturnType() == Object.class;
            }
        }
        return face && direct;
    }

    /** Whether a bridge stands between the parameters of the call and those of the woven method, and casts only. */
    private boolean isCalledByBridge() {
        for (int i = 0; i < called.length; i++) {
            if (called[i] != woven[i] && (called[i].isPrimitive() || woven[i].isPrimitive())) {
                return false;
            }
        }
        for (Class<?> type : typesOf(receiver)) {
            for (Method method : concrete(type)) {
                if (takes(method, called)) {
                    return method.isBridge(); // of classes the lowest, and they come before interfaces
                }
            }
        }
        return false;
    }

    private List<Method> concrete(Class<?> type) {
        List<Method> found = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == called.length
                    && (method.getModifiers() & (Modifier.STATIC | Modifier.ABSTRACT)) == 0) {
                found.add(method);
            }
        }
        return found;
    }

    private static boolean takes(Method method, Class<?>[] parameters) {
        return Arrays.equals(method.getParameterTypes(), parameters);
    }

    /** The class, its superclasses upwards, then all their interfaces. */
    private static Set<Class<?>> typesOf(Class<?> lowest) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> type = lowest; type != null; type = type.getSuperclass()) {
            types.add(type);
        }
        for (Class<?> type : List.copyOf(types)) {
            addInterfaces(type, types);
        }
        return types;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
        for (Class<?> parent : type.getInterfaces()) {
            if (types.add(parent)) {
                addInterfaces(parent, types);
            }
        }
    }
}
