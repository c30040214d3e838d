package dev.heddle.migrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites sources as asynchronous methods. What is written for EA Async comes first, then callbacks on futures, and methods
 * that block for a future and return one. Nothing is written to any file.
 *
 * <p>Each rewriting is carried out in memory and shown to javac. What would not compile, or would call other methods than before,
 * stays as it is, and so does all that is not known to do the same; the remarks tell why.
 *
 * @param changes by file, in the order of the source tree
 * @param remarks by file and line
 */
public record Migration(List<Change> changes, List<Remark> remarks) {
    /** For what the sources are written. */
    public enum Style {
        /** For EA Async. */
        EA_ASYNC("com.ea.async"),
        /** For {@code CompletableFuture} and {@code CompletionStage}, with callbacks or {@code join()}. */
        FUTURES("CompletableFuture", "CompletionStage");

        private final List<String> words;

        Style(String... words) {
            this.words = List.of(words);
        }

        /** Whether a file may be of this style: its methods could not return what they must return without such a word. */
        boolean isNamedIn(String text) {
            return words.stream().anyMatch(text::contains);
        }
    }

    /** A file that changes, and its new text. */
    public record Change(SourceFile before, String after) {
        /** As {@code patch -p1} takes it; files are named from {@code root}. */
        public String diff(Path root) {
            String name = Names.from(root, before.path());
            return UnifiedDiff.of(before.text(), after, "a/" + name, "b/" + name);
        }
    }

    /** Sorts and keeps copies. */
    public Migration {
        changes = List.copyOf(changes);
        remarks = remarks.stream()
                .sorted(Comparator.comparing((Remark remark) -> remark.file().toString())
                        .thenComparing(Remark::line)
                        .thenComparing(Remark::column))
                .toList();
    }

    /**
     * Finds out what can be rewritten.
     *
     * @throws IOException if the class path cannot be read
     * @throws IllegalStateException if this Java has no compiler, or the class path has no Heddle
     */
    public static Migration of(SourceTree sources, Set<Style> styles) throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        List<Remark> remarks = new ArrayList<>();
        if (styles.contains(Style.EA_ASYNC)) {
            carryOut(Style.EA_ASYNC, sources, texts, remarks);
        }
        if (styles.contains(Style.FUTURES)) {
            carryOut(Style.FUTURES, sources.with(texts), texts, remarks);
        }
        List<Change> changes = sources.candidates().stream()
                .filter(file -> !texts.getOrDefault(file.path(), file.text()).equals(file.text()))
                .map(file -> new Change(file, texts.getOrDefault(file.path(), file.text())))
                .toList();
        return new Migration(changes, remarks);
    }

    private static void carryOut(Style style, SourceTree sources, Map<Path, String> texts, List<Remark> remarks)
            throws IOException {
        try (Compilation compilation = Compilation.of(sources)) {
            if (compilation.elements.getTypeElement(Names.COROUTINES) == null) {
                throw new IllegalStateException("the class path has no `" + Names.COROUTINES
                        + "`; add the dependency `dev.heddle:heddle-runtime` first");
            }
            List<Plan> plans = new ArrayList<>();
            for (SourceFile file : sources.candidates()) {
                if (style.isNamedIn(file.text()) && !file.path().endsWith("module-info.java")) {
                    plan(style, compilation, compilation.unit(file.path()), plans, remarks);
                }
            }
            Proof proof = new Proof(sources, compilation, plans).run();
            texts.putAll(proof.result());
            remarks.addAll(proof.refusals());
            proof.plans().forEach(plan -> remarks.addAll(plan.notes()));
        }
    }

    private static void plan(Style style, Compilation compilation, Unit unit, List<Plan> plans, List<Remark> remarks) {
        switch (style) {
            case EA_ASYNC -> {
                EaAsyncFile file = new EaAsyncFile(compilation, unit);
                Plan plan = file.plan();
                if (plan != null) {
                    plans.add(plan);
                }
                remarks.addAll(file.refusals());
            }
            case FUTURES -> {
                FutureMethods methods = new FutureMethods(compilation, unit);
                plans.addAll(methods.plans());
                remarks.addAll(methods.refusals());
            }
        }
    }
}
