package dev.heddle.transform.explain;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.SourceFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What is told of the classes of a module, as it grows; written as a page or as text. Confined to one thread. */
public final class Explanations {
    private final String title;
    private final List<MethodExplanation> methods = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int errors;

    /** An empty one for a module of that name. */
    public Explanations(String title) {
        this.title = title;
    }

    void add(MethodExplanation method) {
        methods.add(method);
    }

    /** Adds what was found in a class, with the lines of the source. */
    public void addProblem(Diagnostic diagnostic, SourceFiles sources) {
        problems.add(diagnostic.render(sources));
        errors += diagnostic.isError() ? 1 : 0;
    }

    /** Adds why something is not told. */
    public void addNote(String note) {
        notes.add(note);
    }

    /** How many of the problems keep a class from being woven. */
    public int errors() {
        return errors;
    }

    /** The page, as HTML that refers to nothing else. */
    public String page() {
        return new Page(this).html();
    }

    /** All of it as text, the bytecode last. */
    public String text() {
        return new PlainText(this).all();
    }

    /** The text without the bytecode. */
    public String overview() {
        return new PlainText(this).overview();
    }

    String title() {
        return title;
    }

    /** By class, those of a class in its order. */
    List<MethodExplanation> methods() {
        return methods.stream()
                .sorted(Comparator.comparing(MethodExplanation::owner))
                .toList();
    }

    List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    List<MethodExplanation> byFrameSize() {
        return methods().stream()
                .sorted(Comparator.comparingInt(
                                (MethodExplanation method) -> method.frame().bytes())
                        .reversed())
                .toList();
    }

    /** For example {@code 12 async methods, 30 suspension points, 20 of them fused}. */
    public String summary() {
        List<Point> points = methods.stream()
                .flatMap(method -> method.suspensions().stream())
                .toList();
        long fused = points.stream()
                .filter(point -> point.call() == Point.Call.FUSED)
                .count();
        return count(methods.size(), "async method") + ", " + count(points.size(), "suspension point") + ", " + fused
                + " of them fused";
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
