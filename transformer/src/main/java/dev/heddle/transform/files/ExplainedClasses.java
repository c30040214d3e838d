package dev.heddle.transform.files;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.emit.Stamp;
import dev.heddle.transform.explain.Explainer;
import dev.heddle.transform.explain.Explanations;
import dev.heddle.transform.parse.ClassFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells what weaving does to the class files of a folder or a jar; writes none of them. In the place of a woven class, what it
 * was before is explained; where nobody has kept that, its source is compiled again, if it is at hand. Confined to one thread;
 * used once.
 */
public final class ExplainedClasses {
    private final Explainer explainer;
    private final SourceFiles sources;
    private final ClassBytes compiled;
    private final Explanations told;
    private final List<Woven> woven = new ArrayList<>();

    /** A class that is woven already. */
    private record Woven(String name, ClassFile.Identity identity, Stamp stamp) {}

    private ExplainedClasses(Explainer explainer, SourceFiles sources, ClassBytes compiled, Explanations told) {
        this.explainer = explainer;
        this.sources = sources;
        this.compiled = compiled;
        this.told = told;
    }

    /**
     * Explains all class files of a folder or jar.
     *
     * @param title what the folder or jar is called
     * @param selected which classes are explained, by their path without {@code .class}
     * @param classPath what the classes were compiled against; begins with {@code place}
     * @param compiled woven classes as they were before, by their path without {@code .class}
     * @throws ArchiveException if a jar is damaged or hostile
     */
    public static Explanations of(
            Path place,
            String title,
            Predicate<String> selected,
            List<Path> classPath,
            WeaverOptions options,
            SourceFiles sources,
            ClassBytes compiled)
            throws IOException {
        Explanations told = new Explanations(title);
        try (ClassPath path = ClassPath.open(classPath)) {
            Explainer explainer = new Explainer(new Weaver(path, options), path, sources);
            ExplainedClasses explained = new ExplainedClasses(explainer, sources, compiled, told);
            ClassFiles.visit(place, (name, classFile) -> {
                if (selected.test(ClassFiles.withoutSuffix(name))) {
                    explained.explain(name, classFile);
                }
            });
            explained.explainWoven(classPath);
        }
        return told;
    }

    private void explain(String name, byte[] classFile) {
        try {
            WeaveResult result = explainer.explain(classFile, told);
            if (result instanceof WeaveResult.Unchanged unchanged) {
                add(unchanged.diagnostics(), name);
                Stamp stamp = Stamp.of(classFile);
                if (stamp != null && !RuntimeAbi.FRAME.equals(ClassFile.superName(classFile))) {
                    explainWoven(name, classFile, stamp);
                }
            } else if (result instanceof WeaveResult.Rejected rejected) {
                add(rejected.diagnostics(), name);
            } else {
                add(((WeaveResult.Woven) result).diagnostics(), name);
            }
        } catch (OutputError bug) {
            throw bug;
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot explain `" + name + "`: " + e.getMessage(), e);
        }
    }

    private void explainWoven(String name, byte[] classFile, Stamp stamp) {
        byte[] before = compiled.find(ClassFiles.withoutSuffix(name));
        if (before != null && stamp.isOfWeaving(before)) {
            explain(name, before);
        } else {
            woven.add(new Woven(name, ClassFile.identity(classFile), stamp));
        }
    }

    private void explainWoven(List<Path> classPath) {
        if (woven.isEmpty()) {
            return;
        }
        List<String> files =
                woven.stream().map(each -> each.identity().file()).distinct().toList();
        ClassFile.Identity like = woven.stream()
                .map(Woven::identity)
                .filter(ClassFile.Identity::namesParameters)
                .findFirst()
                .orElse(woven.get(0).identity());
        Recompilation again = Recompilation.of(files, sources, classPath, like);
        List<String> differing = new ArrayList<>();
        for (Woven each : List.copyOf(woven)) {
            byte[] before = again.find(each.identity().className());
            if (before == null) {
                told.addNote(dotted(each) + " is woven already, and what it was before is gone: "
                        + again.failure(each.identity().file()));
            } else {
                if (!each.stamp().isOfSameWeaving(new Stamp(each.stamp().version(), before))) {
                    differing.add(dotted(each));
                }
                explain(each.name(), before);
            }
        }
        if (!differing.isEmpty()) {
            told.addNote("these classes are woven already, and their sources compile to something else now, which is"
                    + " explained: " + String.join(", ", differing));
        }
    }

    private void add(List<Diagnostic> diagnostics, String name) {
        diagnostics.forEach(diagnostic -> told.addProblem(diagnostic.in(name), sources));
    }

    private static String dotted(Woven woven) {
        return "`" + woven.identity().className().replace('/', '.') + "`";
    }
}
