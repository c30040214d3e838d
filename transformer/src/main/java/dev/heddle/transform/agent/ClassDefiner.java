package dev.heddle.transform.agent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes in any class loader, by the loader's own {@code defineClass}; so a class gets the module of its package
 * and the protection domain that is given, as if the loader had read it itself. Immutable; any thread.
 */
final class ClassDefiner {
    private final MethodHandle defineClass;

    /**
     * Works only while {@code java.lang} is open to the module of this class.
     *
     * @throws IllegalStateException if it is not
     */
    ClassDefiner() {
        try {
            Method method = ClassLoader.class.getDeclaredMethod(
                    "defineClass", String.class, byte[].class, int.class, int.class, ProtectionDomain.class);
            method.setAccessible(true);
            defineClass = MethodHandles.lookup().unreflect(method);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("java.lang is not open to the Heddle agent", e);
        }
    }

    /**
     * Defines one class, without linking it.
     *
     * @throws LinkageError if the loader has a class of this name already, or the class file is bad
     */
    void define(ClassLoader loader, String internalName, byte[] classFile, @Nullable ProtectionDomain domain)
            throws Throwable {
        Class<?> ignored = (Class<?>)
                defineClass.invokeExact(loader, internalName.replace('/', '.'), classFile, 0, classFile.length, domain);
    }
}
