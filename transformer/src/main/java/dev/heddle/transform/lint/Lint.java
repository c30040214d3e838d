package dev.heddle.transform.lint;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.emit.Stamp;
import dev.heddle.transform.files.ClassFiles;
import dev.heddle.transform.parse.ClassFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Looks at class files by all rules, those that only inform included, and writes nothing. In woven classes nothing can be
 * found any more; in their place, what was woven is looked at where that has been kept. Confined to one thread; used once.
 */
public final class Lint {
    private final Weaver weaver;
    private final ClassBytes compiled;
    private final Predicate<String> selected;
    private final List<Diagnostic> findings = new ArrayList<>();
    private int classes;
    private int unknown;

    private Lint(Weaver weaver, ClassBytes compiled, Predicate<String> selected) {
        this.weaver = weaver;
        this.compiled = compiled;
        this.selected = selected;
    }

    /**
     * What was found.
     *
     * @param findings by file and line
     * @param classes how many class files were looked at
     * @param unknown how many are woven, and what was woven has not been kept
     */
    public record Outcome(List<Diagnostic> findings, int classes, int unknown) {
        /** Those with which the code will not run, or that have been raised to errors. */
        public List<Diagnostic> errors() {
            return findings.stream().filter(Diagnostic::isError).toList();
        }
    }

    /**
     * Looks at all class files of a folder or jar.
     *
     * @param selected which classes to look at, by their path without {@code .class}
     * @param classPath begins with {@code place}
     * @param compiled woven classes as they were before, by their path without {@code .class}
     */
    public static Outcome of(
            Path place,
            Predicate<String> selected,
            ClassBytes classPath,
            WeaverOptions options,
            SourceFiles sources,
            ClassBytes compiled)
            throws IOException {
        Lint lint = new Lint(new Weaver(classPath, options.withInformation(), sources), compiled, selected);
        ClassFiles.visit(place, lint::look);
        return new Outcome(lint.findings.stream().sorted(Diagnostic.BY_PLACE).toList(), lint.classes, lint.unknown);
    }

    private void look(String name, byte[] classFile) {
        if (!selected.test(name.substring(0, name.length() - ".class".length()))) {
            return;
        }
        try {
            WeaveResult result = weaver.weave(classFile);
            Stamp stamp = result instanceof WeaveResult.Unchanged ? Stamp.of(classFile) : null;
            if (stamp == null) {
                classes++;
                add(name, result);
            } else if (!RuntimeAbi.FRAME.equals(ClassFile.superName(classFile))) {
                classes++;
                byte[] before = compiled.find(name.substring(0, name.length() - ".class".length()));
                if (before != null && stamp.isOfWeaving(before)) {
                    add(name, weaver.weave(before));
                } else {
                    unknown++;
                }
            }
        } catch (OutputError bug) {
            throw bug;
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot look at `" + name + "`: " + e.getMessage(), e);
        }
    }

    private void add(String name, WeaveResult result) {
        if (result instanceof WeaveResult.Rejected rejected) {
            rejected.diagnostics().forEach(diagnostic -> findings.add(diagnostic.in(name)));
        } else {
            findings.addAll(
                    result instanceof WeaveResult.Woven woven
                            ? woven.diagnostics()
                            : ((WeaveResult.Unchanged) result).diagnostics());
        }
    }
}
