package dev.heddle.transform.explain;

import dev.heddle.transform.Fixture;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import java.util.ArrayList;
import java.util.List;

/** A small program, explained. */
final class Explained {
    private final Explanations told;

    private Explained(Explanations told) {
        this.told = told;
    }

    /** Explains the classes of a program, in the order of their names. */
    static Explained program(String source, String... classes) {
        return program(source, WeaverOptions.DEFAULT, classes);
    }

    static Explained program(String source, WeaverOptions options, String... classes) {
        Fixture program = Fixture.compile(source);
        Explanations told = new Explanations("program");
        Explainer explainer =
                new Explainer(new Weaver(program.classPath(), options), program.classPath(), file -> lines(source));
        for (String name : classes.length == 0 ? new String[] {"Shop"} : classes) {
            WeaveResult result = explainer.explain(program.bytes(name), told);
            if (!(result instanceof WeaveResult.Woven)) {
                throw new AssertionError(name + " is not woven: " + result);
            }
        }
        return new Explained(told);
    }

    /** The lines that the compiler saw: those of the imports come first. */
    private static List<String> lines(String source) {
        List<String> lines = new ArrayList<>(List.of("", "", "", "", ""));
        lines.addAll(source.lines().toList());
        return lines;
    }

    String page() {
        return told.page();
    }

    String text() {
        return told.text();
    }

    /** What the overview says of the method whose signature contains a text. */
    String overviewOf(String signature) {
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        for (String line : told.overview().lines().toList()) {
            inside = line.startsWith("async ") ? line.contains(signature) : inside;
            if (inside) {
                part.append(line).append('\n');
            }
        }
        return part.toString();
    }

    /** What is said of a point of the only method, all in one line. */
    String point(String title) {
        StringBuilder part = new StringBuilder();
        boolean inside = false;
        for (String line : told.overview().lines().toList()) {
            if (line.startsWith("  " + title)) {
                inside = true;
            } else if (line.isBlank()) {
                inside = false;
            }
            if (inside) {
                part.append(line.strip().replaceAll(" {2,}", " ")).append('\n');
            }
        }
        return part.toString();
    }
}
