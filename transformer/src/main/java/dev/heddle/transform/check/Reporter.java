package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Diagnostic.Place;
import dev.heddle.transform.plan.TypeNames;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Makes the diagnostics of one method. */
final class Reporter {
    private final ClassNode owner;
    private final MethodNode method;

    Reporter(ClassNode owner, MethodNode method) {
        this.owner = owner;
        this.method = method;
    }

    Diagnostic error(Rule rule, int line, String message, String note, String help) {
        List<String> notes = note.isEmpty() ? List.of() : List.of(note);
        return new Diagnostic(Diagnostic.Severity.ERROR, rule.code(), message, place(line), notes, help);
    }

    private Place place(int line) {
        return new Place(file(), line, methodName());
    }

    /** The path of the source file as far as the class file tells. */
    private String file() {
        String folder = owner.name.substring(0, owner.name.lastIndexOf('/') + 1);
        return owner.sourceFile == null ? owner.name + ".class" : folder + owner.sourceFile;
    }

    private String methodName() {
        String name = TypeNames.method(owner.name, method);
        return method.name.equals("<clinit>") ? name.replace("<clinit>()", "static { }") : name;
    }
}
