package dev.heddle.maven;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import dev.heddle.transform.Diagnostic.Place;
import dev.heddle.transform.Diagnostic.Severity;
import dev.heddle.transform.RuleLevels;
import dev.heddle.transform.check.Rule;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The rules that look at sources. They are those of the javac plugin: javac reads the sources with the jar of the plugin on its
 * processor path, and what the plugin says is taken down. javac attributes the sources and writes nothing, no annotation
 * processor runs, and of the project no class is loaded. Confined to one thread; used once.
 */
final class SourceRules {
    private static final Pattern SAID = Pattern.compile("\\[(H\\d{3})] ([^\\n]*)(.*)", Pattern.DOTALL);
    private static final Pattern REMARK = Pattern.compile("\\n *= (note|help): ([^\\n]*)");

    /** An error in one source does not keep javac, nor the rules, from the others. */
    private static final String GO_ON = "-XDshould-stop.ifError=FLOW";

    private static final List<String> OPTIONS =
            List.of("-proc:none", "-implicit:none", "-Xmaxerrs", "1000000", "-Xmaxwarns", "1000000", GO_ON);

    private final Map<URI, Declarations> units = new HashMap<>();
    private final RuleLevels levels;
    private final List<Found> found = new ArrayList<>();
    private final SortedSet<String> notUnderstood = new TreeSet<>();

    private SourceRules(RuleLevels levels) {
        this.levels = levels;
    }

    /**
     * What javac is given.
     *
     * @param files all sources that are compiled together
     * @param plugin the jar of the javac plugin
     * @param options of javac, and for its plugin
     */
    record Sources(List<Path> files, List<Path> classPath, Path plugin, Charset encoding, List<String> options) {}

    /**
     * A finding.
     *
     * @param lastLine of that of which it speaks
     */
    record Found(dev.heddle.transform.Diagnostic diagnostic, long lastLine) {
        /** Whether another finding is the same, seen in a class file. */
        boolean isAlso(dev.heddle.transform.Diagnostic other) {
            Place place = diagnostic.place();
            return diagnostic.code().equals(other.code())
                    && place.file().equals(other.place().file())
                    && place.line() <= other.place().line()
                    && other.place().line() <= lastLine;
        }
    }

    /**
     * What came of it.
     *
     * @param notUnderstood the sources that javac refuses; not all rules look at them
     */
    record Outcome(List<Found> found, SortedSet<String> notUnderstood) {
        /** What is not among the findings in class files. */
        List<dev.heddle.transform.Diagnostic> besides(Collection<dev.heddle.transform.Diagnostic> others) {
            return found.stream()
                    .filter(each -> others.stream().noneMatch(each::isAlso))
                    .map(Found::diagnostic)
                    .distinct()
                    .toList();
        }
    }

    /**
     * Looks at sources by all rules that are heard.
     *
     * @throws IllegalStateException if this Java has no compiler
     */
    static Outcome of(Sources sources, RuleLevels levels) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("the rules that look at sources need a JDK, and this Java has no compiler");
        }
        SourceRules rules = new SourceRules(levels);
        rules.run(javac, sources);
        return new Outcome(rules.found, rules.notUnderstood);
    }

    private void run(JavaCompiler javac, Sources sources) throws IOException {
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = javac.getStandardFileManager(said, Locale.ROOT, sources.encoding())) {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, sources.classPath());
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            files.setLocationFromPaths(StandardLocation.ANNOTATION_PROCESSOR_PATH, List.of(sources.plugin()));
            List<String> options = new ArrayList<>(OPTIONS);
            options.addAll(sources.options());
            JavacTask task = (JavacTask)
                    javac.getTask(null, files, said, options, null, files.getJavaFileObjectsFromPaths(sources.files()));
            for (CompilationUnitTree unit : task.parse()) {
                units.put(unit.getSourceFile().toUri(), new Declarations(unit, task));
            }
            task.analyze();
            said.getDiagnostics().forEach(this::takeDown);
        }
    }

    private void takeDown(Diagnostic<? extends JavaFileObject> said) {
        JavaFileObject source = said.getSource();
        Declarations unit = source == null ? null : units.get(source.toUri());
        if (unit == null) {
            return;
        }
        String text = said.getMessage(Locale.ROOT);
        Matcher finding = SAID.matcher(text);
        if (finding.matches()) {
            Rule.of(finding.group(1)).flatMap(levels::of).ifPresent(severity -> add(said, unit, finding, severity));
        } else if (said.getKind() == Diagnostic.Kind.ERROR) {
            notUnderstood.add(unit.file());
        }
    }

    private void add(Diagnostic<?> said, Declarations unit, Matcher finding, Severity severity) {
        List<String> notes = new ArrayList<>();
        String help = null;
        Matcher remark = REMARK.matcher(finding.group(3));
        while (remark.find()) {
            if (remark.group(1).equals("help")) {
                help = remark.group(2);
            } else {
                notes.add(remark.group(2));
            }
        }
        Place place =
                new Place(unit.file(), (int) unit.line(said.getStartPosition()), unit.around(said.getStartPosition()));
        found.add(new Found(
                new dev.heddle.transform.Diagnostic(severity, finding.group(1), finding.group(2), place, notes, help),
                unit.line(said.getEndPosition())));
    }

    /**
     * What has the plugin look for all rules that are heard: what only informs it says while compiling only where it is a
     * warning, and so that is what all of them are to it.
     */
    static String asked(RuleLevels levels) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.severity() != Severity.ERROR)
                .map(rule -> rule.code() + (levels.of(rule).isPresent() ? ":warning" : ":off"))
                .collect(Collectors.joining(",", "rules=", ""));
    }
}
