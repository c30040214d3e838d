package dev.heddle.transform.check;

import org.objectweb.asm.tree.ClassNode;

/** Where classes come from. */
public final class Sources {
    private Sources() {}

    /** The path of the source file as far as the class file tells, for example {@code shop/Store.java}. */
    public static String fileOf(ClassNode owner) {
        String folder = owner.name.substring(0, owner.name.lastIndexOf('/') + 1);
        return owner.sourceFile == null ? owner.name + ".class" : folder + owner.sourceFile;
    }
}
