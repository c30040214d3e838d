package dev.heddle.transform.check;

import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.Names;
import dev.heddle.transform.plan.TypeNames;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** A call instruction, for the question whether it blocks. Confined to one weaving. */
record CalledInBytecode(MethodInsnNode call, Hierarchy hierarchy) implements BlockingMethods.Called {
    @Override
    public String owner() {
        return call.owner;
    }

    @Override
    public String name() {
        return call.name;
    }

    @Override
    public String parameters() {
        return Arrays.stream(Type.getArgumentTypes(call.desc))
                .map(TypeNames::of)
                .collect(Collectors.joining(", "));
    }

    @Override
    public boolean isOnSubtypeOf(String type) {
        return hierarchy.isSubtype(call.owner, type);
    }

    @Override
    public boolean isMarked() {
        return isMarked(call.owner, new HashSet<>());
    }

    private boolean isMarked(@Nullable String type, Set<String> seen) {
        if (type == null || type.startsWith("java/") || type.startsWith("[") || !seen.add(type)) {
            return false; // the JDK marks nothing
        }
        ClassNode declaration = hierarchy.find(type);
        if (declaration == null) {
            return false;
        }
        MethodNode method = Hierarchy.methodOf(declaration, call.name, call.desc);
        if (method != null && (isMarked(method.invisibleAnnotations) || isMarked(declaration.invisibleAnnotations))) {
            return true;
        }
        return !call.name.equals("<init>")
                && (isMarked(declaration.superName, seen)
                        || declaration.interfaces.stream().anyMatch(each -> isMarked(each, seen)));
    }

    private static boolean isMarked(@Nullable List<AnnotationNode> annotations) {
        return annotations != null
                && annotations.stream().anyMatch(each -> each.desc.equals(Names.BLOCKING_DESCRIPTOR));
    }
}
