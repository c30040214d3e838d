package dev.heddle.migrate;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;

/** Puts an annotation before a method, on a line of its own behind those that have one. Stateless. */
final class Annotating {
    private Annotating() {}

    static void add(Unit unit, MethodTree method, String annotation, Edits edits) {
        SourceFile source = unit.source;
        int position = unit.start(method);
        for (AnnotationTree each : method.getModifiers().getAnnotations()) {
            int next = source.skipWhitespace(unit.end(each));
            boolean ownLine = source.text().substring(unit.end(each), next).indexOf('\n') >= 0;
            if (unit.start(each) != position || !ownLine) {
                break;
            }
            position = next;
        }
        edits.insert(position, annotation + source.lineBreak() + source.indent(position));
    }

    /** Whether a method has an annotation of that name, from whichever package. */
    static boolean has(MethodTree method, String simpleName) {
        return method.getModifiers().getAnnotations().stream()
                .map(each -> each.getAnnotationType().toString())
                .anyMatch(name -> name.equals(simpleName) || name.endsWith("." + simpleName));
    }
}
