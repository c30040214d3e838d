package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Diagnostic.Place;
import dev.heddle.transform.Diagnostic.Severity;
import dev.heddle.transform.KnownFindings;
import dev.heddle.transform.RuleLevels;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.plan.TypeNames;
import dev.heddle.transform.source.Suppressions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What has been found in one class so far; here findings become diagnostics, unless they are silenced. Confined to one
 * weaving.
 */
public final class Report {
    private final ClassNode owner;
    private final RuleLevels levels;
    private final KnownFindings known;
    private final SourceFiles sources;
    private final List<Diagnostic> found = new ArrayList<>();
    private @Nullable Suppressions suppressions;

    /**
     * A report about a class.
     *
     * @param sources where annotations that silence rules are looked for
     */
    public Report(ClassNode owner, WeaverOptions options, SourceFiles sources) {
        this.owner = owner;
        this.levels = options.rules();
        this.known = new KnownFindings(options.baseline());
        this.sources = sources;
    }

    /** Whether anybody wants to know what a rule finds. */
    boolean isHeard(Rule rule) {
        return levels.of(rule).isPresent();
    }

    void add(MethodNode method, Finding finding) {
        levels.of(finding.rule())
                .map(severity -> diagnostic(method, finding, severity))
                .filter(diagnostic -> finding.rule().severity() == Severity.ERROR || !isSilenced(diagnostic))
                .ifPresent(found::add);
    }

    private boolean isSilenced(Diagnostic diagnostic) {
        if (suppressions == null) {
            suppressions = Suppressions.in(sources.lines(ClassFile.file(owner)));
        }
        return suppressions.silence(diagnostic.code(), diagnostic.place().line()) || known.contains(diagnostic);
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
        Map<Diagnostic, Diagnostic> distinct = new LinkedHashMap<>();
        found.stream()
                .sorted(Comparator.comparingInt(diagnostic -> diagnostic.place().line()))
                .forEach(diagnostic -> distinct.putIfAbsent(diagnostic.withoutLabels(), diagnostic));
        return List.copyOf(distinct.values());
    }

    private Diagnostic diagnostic(MethodNode method, Finding finding, Severity severity) {
        Wording wording = finding.wording();
        return new Diagnostic(
                severity,
                finding.rule().code(),
                wording.message(),
                new Place(ClassFile.file(owner), finding.line(), methodName(method)),
                finding.labels(),
                wording.notes(),
                wording.help());
    }

    private String methodName(MethodNode method) {
        String name = TypeNames.method(owner.name, method);
        return method.name.equals("<clinit>") ? name.replace("<clinit>()", "static { }") : name;
    }
}
