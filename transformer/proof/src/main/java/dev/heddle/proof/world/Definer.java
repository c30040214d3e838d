package dev.heddle.proof.world;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A class loader over class files in memory, which come before those of its parent. Its classes are not trusted, so the JVM
 * verifies each of them in full.
 */
final class Definer extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> classes;

    /** @param classes class files by internal name */
    Definer(Map<String, byte[]> classes, ClassLoader parent) {
        super(parent);
        this.classes = classes;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] bytes = classes.get(name.replace('.', '/'));
            return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    /**
     * Links a class, which verifies it, and initialises nothing: asked for its constructors the JVM links a class first
     * (HotSpot's {@code JVM_GetClassDeclaredConstructors}).
     *
     * @return why it does not link, or null
     */
    @Nullable
    Throwable link(String internalName) {
        try {
            Class<?> type = Class.forName(internalName.replace('/', '.'), false, this);
            Objects.requireNonNull(type.getDeclaredConstructors());
            return null;
        } catch (ClassNotFoundException | LinkageError | SecurityException failure) {
            return failure;
        }
    }
}
