package dev.heddle.migrate;

import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** How things are named in messages, and where they have to be told apart. Stateless. */
final class Names {
    static final String COROUTINES = "dev.heddle.Coroutines";
    static final String EA_ASYNC = "com.ea.async.Async";

    private Names() {}

    /** A file as it is named from a folder, with slashes. */
    static String from(Path root, Path file) {
        Path shown = file.startsWith(root) ? root.relativize(file) : file;
        return shown.toString().replace('\\', '/');
    }

    /** For example {@code Store.load(String, int)}. */
    static String shown(ExecutableElement method) {
        String owner = simple(method.getEnclosingElement());
        return owner + "."
                + (method.getSimpleName().contentEquals("<init>") ? owner : method.getSimpleName())
                + method.getParameters().stream()
                        .map(parameter -> parameter.asType().toString().replaceAll("<.*>|[\\w.]+\\.(?=\\w)|@\\S+ ", ""))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The name of an element without those around it; empty for none. */
    static String simple(@Nullable Element element) {
        return element == null ? "" : element.getSimpleName().toString();
    }

    /** A name for each method, the same before and after a change of its body. */
    static String key(ExecutableElement method, Types types) {
        return owner(method) + "." + method.getSimpleName()
                + method.getParameters().stream()
                        .map(parameter -> types.erasure(parameter.asType()).toString())
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static String owner(Element method) {
        Element owner = method.getEnclosingElement();
        return owner instanceof TypeElement type
                ? type.getQualifiedName().isEmpty()
                        ? type.toString()
                        : type.getQualifiedName().toString()
                : String.valueOf(owner);
    }

    /** Whether a method is declared in the class of that name. */
    static boolean isDeclaredIn(@Nullable Element method, String className) {
        return method instanceof ExecutableElement
                && method.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals(className);
    }
}
