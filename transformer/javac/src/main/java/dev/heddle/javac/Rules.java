package dev.heddle.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import dev.heddle.javac.check.Fixes;
import dev.heddle.javac.check.TreeChecks;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.WeaverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** The rules that look at the trees of one compilation, and the file for their fixes. Confined to the thread of the compiler. */
final class Rules {
    private final TreeChecks checks;
    private final Fixes fixes = new Fixes();
    private final @Nullable Path fixesFile;

    /** Of the class that was looked at last; null before the first. */
    private @Nullable JavaFileObject source;

    /** Rules of which nobody wants the fixes, if {@code fixesFile} is null. */
    Rules(JavacTask task, WeaverOptions options, @Nullable Path fixesFile) {
        this.checks = new TreeChecks(task, options, fixesFile == null ? null : fixes);
        this.fixesFile = fixesFile;
    }

    /** Looks at a class that javac has attributed. */
    void check(TaskEvent event) {
        CompilationUnitTree unit = event.getCompilationUnit();
        TypeElement type = event.getTypeElement();
        if (unit != null && type != null && !type.getSimpleName().toString().endsWith("-info")) {
            source = unit.getSourceFile();
            checks.check(unit, type);
        }
    }

    /** Whether the same has been found in the trees. An error is told again: the class is not woven for it. */
    boolean haveSaid(Diagnostic diagnostic, WrittenClass type) {
        return !diagnostic.isError()
                && checks.hasSaid(
                        diagnostic.code(), type.source(), diagnostic.place().line());
    }

    /** Writes all fixes of the compilation, where somebody wants them. */
    void writeFixes(Messages messages) {
        Path file = fixesFile;
        JavaFileObject last = source;
        if (file != null && last != null) {
            try {
                Files.writeString(file, fixes.patch());
            } catch (IOException unwritable) {
                messages.error("heddle: the fixes cannot be written: " + unwritable, last);
            }
        }
    }
}
