package dev.heddle.javac;

import com.sun.source.util.TaskEvent;
import java.util.Objects;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/**
 * A class that a compilation writes. Immutable.
 *
 * @param name its binary name, for example {@code shop.Store$Shelf}
 * @param module the name of its module; empty for the unnamed one
 * @param element of which source it comes; for a frame class, that of its owner
 * @param source where that stands
 */
record WrittenClass(String name, String module, TypeElement element, JavaFileObject source) {
    /** The class that an event is about. */
    static WrittenClass of(TaskEvent event, Elements elements) {
        TypeElement type = Objects.requireNonNull(event.getTypeElement());
        var module = elements.getModuleOf(type);
        return new WrittenClass(
                elements.getBinaryName(type).toString(),
                module == null ? "" : module.getQualifiedName().toString(),
                type,
                Objects.requireNonNull(event.getSourceFile()));
    }

    /** Another one of the same source. */
    WrittenClass beside(String internalName) {
        return new WrittenClass(internalName.replace('/', '.'), module, element, source);
    }

    String internalName() {
        return name.replace('.', '/');
    }

    /** The package, with dots; empty for the unnamed one. */
    String packageName() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** The name of its file without folders. */
    String fileName() {
        return name.substring(name.lastIndexOf('.') + 1) + ".class";
    }
}
