package dev.heddle.javac.check;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.heddle.javac.check.Scan.Found;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Diagnostic.Severity;
import dev.heddle.transform.KnownFindings;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.source.TreePlaces;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic.Kind;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * Looks for mistakes in the classes of a compilation and prints them as javac's own errors, warnings and notes. A class is to be
 * given when javac has attributed it and has not begun to take its trees apart. Confined to the thread of the compiler.
 */
public final class TreeChecks {
    private final JavacTask task;
    private final WeaverOptions options;
    private final KnownFindings known;
    private final Set<Said> said = new HashSet<>();
    private final @Nullable Fixes fixes;
    private @Nullable Words words;

    /**
     * Prints to {@code task}, as the options have it.
     *
     * @param fixes takes those of all that is printed; null if nobody wants them
     */
    public TreeChecks(JavacTask task, WeaverOptions options, @Nullable Fixes fixes) {
        this.task = task;
        this.options = options;
        this.known = new KnownFindings(options.baseline());
        this.fixes = fixes;
    }

    /** That a finding was printed, or would have been if its author had wanted it. */
    private record Said(URI source, String rule, long line) {}

    /**
     * Checks a class that stands at the top of a source file, with all classes in it. A bug in a rule is told and does not keep
     * the class from being compiled.
     */
    public void check(CompilationUnitTree unit, TypeElement type) {
        try {
            checkClass(unit, type);
        } catch (RuntimeException bug) {
            Trees.instance(task)
                    .printMessage(
                            Kind.NOTE,
                            "heddle: the rules could not look at `" + type + "`: " + bug
                                    + "\n= help: please report this",
                            unit.getTypeDecls().get(0),
                            unit);
        }
    }

    private void checkClass(CompilationUnitTree unit, TypeElement type) {
        Trees trees = Trees.instance(task);
        Words words = words();
        TreePath path = trees.getPath(type);
        if (path == null || !words.areKnown()) {
            return;
        }
        Code code = new Code(unit, trees, words);
        Fixes wanted = fixes;
        for (Found found : find(path, code)) {
            said(found, code);
            if (!isSilenced(found, code)) {
                print(found.finding(), code, trees);
                if (wanted != null) {
                    wanted.add(found.finding(), code);
                }
            }
        }
    }

    /** Whether a rule has spoken of a line already. */
    public boolean hasSaid(String rule, JavaFileObject source, long line) {
        return said.contains(new Said(source.toUri(), rule, line));
    }

    private List<Found> find(TreePath type, Code code) {
        List<Found> found = Scan.inCompiled(type, code, this::isHeard);
        boolean isRefused = !found.isEmpty() && hasErrors(type, code);
        List<Found> all = new ArrayList<>(Scan.inRefused(type, code, this::isHeard));
        if (!isRefused) {
            all.addAll(found);
        }
        all.sort(Comparator.comparingLong(each -> code.start(each.finding().at())));
        return all;
    }

    /** Made when the first class comes, as javac knows no types before. */
    private Words words() {
        Words made = words;
        if (made == null) {
            made = new Words(task.getElements(), task.getTypes(), options);
            words = made;
        }
        return made;
    }

    private boolean isHeard(Rule rule) {
        return options.rules().of(rule).isPresent();
    }

    /** Whether javac could not make sense of something in the class; what surrounds that means nothing, then. */
    private static boolean hasErrors(TreePath type, Code code) {
        return OwnTrees.withInner(type.getLeaf()).anyMatch(tree -> {
            TypeMirror known = code.type(tree);
            return tree.getKind() == Tree.Kind.ERRONEOUS || known != null && known.getKind() == TypeKind.ERROR;
        });
    }

    private boolean isSilenced(Found found, Code code) {
        Rule rule = found.finding().rule();
        return rule.severity() != Severity.ERROR
                && (Suppressions.silence(rule.code(), found.at()) || known.contains(diagnostic(found, code)));
    }

    /** The finding as {@code lint} knows it. */
    private Diagnostic diagnostic(Found found, Code code) {
        Finding finding = found.finding();
        long start = Math.max(0, code.start(finding.at()));
        return new Diagnostic(
                options.rules().of(finding.rule()).orElseThrow(),
                finding.rule().code(),
                finding.message(),
                new Diagnostic.Place(
                        TreePlaces.file(code.unit()),
                        (int) code.unit().getLineMap().getLineNumber(start),
                        new TreePlaces(task).around(found.at())),
                List.of(finding.note()),
                finding.help());
    }

    private void said(Found found, Code code) {
        Tree at = found.finding().at();
        LineMap lines = code.unit().getLineMap();
        long first = Math.max(0, code.start(at)); // what another plugin has made stands nowhere
        long last = Math.max(first, code.spans().endIfKnown(at));
        for (long line = lines.getLineNumber(first); line <= lines.getLineNumber(last); line++) {
            said.add(new Said(
                    code.unit().getSourceFile().toUri(), found.finding().rule().code(), line));
        }
    }

    private void print(Finding finding, Code code, Trees trees) {
        Severity severity = options.rules().of(finding.rule()).orElseThrow();
        Kind kind = switch (severity) {
            case ERROR -> Kind.ERROR;
            case WARNING -> Kind.WARNING;
            case INFO -> Kind.NOTE;
        };
        trees.printMessage(kind, finding.text(), named(finding.at()), code.unit());
    }

    /** Under whose name the caret stands; of a call, javac would take the parenthesis. */
    private static Tree named(Tree tree) {
        if (tree instanceof MethodInvocationTree call) {
            return call.getMethodSelect();
        }
        return tree instanceof ParameterizedTypeTree type ? type.getType() : tree;
    }
}
