package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Diagnostic.Place;
import dev.heddle.transform.Diagnostic.Severity;
import dev.heddle.transform.RuleLevels;
import dev.heddle.transform.plan.TypeNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What has been found in one class so far; here findings become diagnostics. Confined to one weaving. */
public final class Report {
    private final ClassNode owner;
    private final RuleLevels levels;
    private final List<Diagnostic> found = new ArrayList<>();

    public Report(ClassNode owner, RuleLevels levels) {
        this.owner = owner;
        this.levels = levels;
    }

    /** Whether anybody wants to know what a rule finds. */
    boolean isHeard(Rule rule) {
        return levels.of(rule).isPresent();
    }

    void add(MethodNode method, Finding finding) {
        levels.of(finding.rule()).ifPresent(severity -> found.add(diagnostic(method, finding, severity)));
    }

    /** How many errors have been found. */
    long errors() {
        return found.stream().filter(Diagnostic::isError).count();
    }

    /** Whether something has been found for which the class is not woven. */
    public boolean hasErrors() {
        return errors() > 0;
    }

    /** All that has been found, by line; the same mistake twice in a line is one. */
    public List<Diagnostic> diagnostics() {
        return found.stream()
                .sorted(Comparator.comparingInt(diagnostic -> diagnostic.place().line()))
                .distinct()
                .toList();
    }

    private Diagnostic diagnostic(MethodNode method, Finding finding, Severity severity) {
        Wording wording = finding.wording();
        return new Diagnostic(
                severity,
                finding.rule().code(),
                wording.message(),
                new Place(file(), finding.line(), methodName(method)),
                wording.notes(),
                wording.help());
    }

    /** The path of the source file as far as the class file tells. */
    private String file() {
        String folder = owner.name.substring(0, owner.name.lastIndexOf('/') + 1);
        return owner.sourceFile == null ? owner.name + ".class" : folder + owner.sourceFile;
    }

    private String methodName(MethodNode method) {
        String name = TypeNames.method(owner.name, method);
        return method.name.equals("<clinit>") ? name.replace("<clinit>()", "static { }") : name;
    }
}
