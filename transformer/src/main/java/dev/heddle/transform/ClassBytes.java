package dev.heddle.transform;

import org.jspecify.annotations.Nullable;

/** Finds class files by name, without loading a class. Implementations may be called from any thread. */
@FunctionalInterface
public interface ClassBytes {
    /** Knows no class. */
    ClassBytes NONE = internalName -> null;

    /**
     * The class file of a class, or null where it cannot be found.
     *
     * @param internalName the name as it stands in class files, for example {@code java/lang/String}
     */
    byte @Nullable [] find(String internalName);
}
