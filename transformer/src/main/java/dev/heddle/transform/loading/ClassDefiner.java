package dev.heddle.transform.loading;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Defines classes in any class loader. Any thread. */
@FunctionalInterface
interface ClassDefiner {
    /**
     * Defines one class, without linking it.
     *
     * @throws LinkageError if the loader has a class of this name already, or the class file is bad
     */
    void define(ClassLoader loader, String internalName, byte[] classFile, @Nullable ProtectionDomain domain)
            throws Throwable;

    /**
     * Defines classes by their loader's own {@code defineClass}; so a class gets the module of its package and the
     * protection domain that is given, as if the loader had read it itself. For that {@code java.lang} is opened to the
     * module of the weaver, and to nobody else.
     */
    static ClassDefiner openedBy(Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(ClassDefiner.class.getModule())),
                Set.of(),
                Map.of());
        MethodHandle defineClass = defineClass();
        return (loader, name, classFile, domain) -> {
            Class<?> ignored = (Class<?>)
                    defineClass.invokeExact(loader, name.replace('/', '.'), classFile, 0, classFile.length, domain);
        };
    }

    private static MethodHandle defineClass() {
        try {
            Method method = ClassLoader.class.getDeclaredMethod(
                    "defineClass", String.class, byte[].class, int.class, int.class, ProtectionDomain.class);
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("java.lang is not open to the Heddle agent", e);
        }
    }
}
