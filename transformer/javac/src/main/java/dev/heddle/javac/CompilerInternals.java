package dev.heddle.javac;

import com.sun.source.util.JavacTask;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import javax.tools.JavaFileManager;
import org.jspecify.annotations.Nullable;

/**
 * The one place that knows javac from the inside: where a task keeps its file manager. Plugins are given no way to it, and
 * javac's own packages are closed to them, so it is taken by the door that the JDK leaves open to serialization. If that is
 * shut one day, the answer is null, and only compilations that process annotations can be woven. Stateless.
 */
final class CompilerInternals {
    private static final String TASK = "com.sun.tools.javac.api.BasicJavacTask";
    private static final String CONTEXT = "com.sun.tools.javac.util.Context";

    private CompilerInternals() {}

    /** The file manager of a compilation; null if it cannot be reached. */
    static @Nullable JavaFileManager fileManager(JavacTask task) {
        try {
            ClassLoader compiler = task.getClass().getClassLoader();
            Class<?> taskType = Class.forName(TASK, false, compiler);
            Class<?> contextType = Class.forName(CONTEXT, false, compiler);
            Lookup inside = lookupIn(taskType);
            MethodHandle context = inside.findVirtual(taskType, "getContext", MethodType.methodType(contextType));
            MethodHandle get = inside.findVirtual(contextType, "get", MethodType.methodType(Object.class, Class.class));
            return (JavaFileManager) get.invoke(context.invoke(task), JavaFileManager.class);
        } catch (Throwable shut) {
            if (shut instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            return null;
        }
    }

    /** A lookup that may do what the class itself may. The constructor of lookups is not for others, but for {@code sun.reflect}. */
    private static Lookup lookupIn(Class<?> type) throws ReflectiveOperationException {
        Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
        Constructor<?> constructor =
                (Constructor<?>) factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                        .invoke(
                                factory.getMethod("getReflectionFactory").invoke(null),
                                Lookup.class,
                                MethodHandles.Lookup.class.getDeclaredConstructor(Class.class));
        return (Lookup) constructor.newInstance(type);
    }
}
