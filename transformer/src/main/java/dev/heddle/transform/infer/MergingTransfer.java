package dev.heddle.transform.infer;

import dev.heddle.transform.facts.TypeTransfer;
import dev.heddle.transform.facts.Types;
import dev.heddle.transform.parse.Hierarchy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.analysis.BasicValue;

/**
 * What instructions do to types, and what becomes of two types where branches join: verification by type inference (JVMS
 * §4.10.2). Two classes become their first common superclass, interfaces become {@code Object}. Where a class is unknown,
 * the answer is {@code Object} too, which is always true and may be less than the virtual machine knows; {@link Casts} makes
 * up for it.
 */
final class MergingTransfer extends TypeTransfer {
    private static final String OBJECT = "java/lang/Object";

    private final Hierarchy hierarchy;

    MergingTransfer(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    @Override
    public BasicValue merge(BasicValue first, BasicValue second) {
        if (first.equals(second)) {
            return first;
        }
        boolean references = first.isReference() && second.isReference();
        if (!references || first instanceof Types.Uninitialized || second instanceof Types.Uninitialized) {
            return BasicValue.UNINITIALIZED_VALUE;
        }
        if (Types.isNull(first)) {
            return second;
        }
        return Types.isNull(second) ? first : new BasicValue(merge(first.getType(), second.getType()));
    }

    private Type merge(Type first, Type second) {
        if (first.equals(second)) {
            return first;
        }
        if (first.getSort() == Type.OBJECT && second.getSort() == Type.OBJECT) {
            return Type.getObjectType(commonSuperclass(first.getInternalName(), second.getInternalName()));
        }
        if (first.getSort() == Type.ARRAY && second.getSort() == Type.ARRAY) {
            Type a = component(first);
            Type b = component(second);
            if (isReference(a) && isReference(b)) {
                return Type.getType("[" + merge(a, b).getDescriptor());
            }
        }
        return Type.getObjectType(OBJECT);
    }

    private String commonSuperclass(String first, String second) {
        if (isInterface(first) || isInterface(second)) {
            return OBJECT;
        }
        Set<String> above = new LinkedHashSet<>();
        for (String type = first; type != null && above.add(type); ) {
            type = superclass(type);
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String type = second; type != null && seen.add(type); type = superclass(type)) {
            if (above.contains(type)) {
                return type;
            }
        }
        return OBJECT;
    }

    private @Nullable String superclass(String type) {
        ClassNode declaration = hierarchy.find(type);
        return declaration == null ? null : declaration.superName;
    }

    private boolean isInterface(String type) {
        ClassNode declaration = hierarchy.find(type);
        return declaration != null && (declaration.access & Opcodes.ACC_INTERFACE) != 0;
    }

    private static Type component(Type array) {
        return Type.getType(array.getDescriptor().substring(1));
    }

    private static boolean isReference(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }
}
