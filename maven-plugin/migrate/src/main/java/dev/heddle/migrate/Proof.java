package dev.heddle.migrate;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import dev.heddle.migrate.Compilation.Mistake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Carries plans out and has javac look at the result: it must compile as the program did, call the same methods, and have all
 * comments. What does not is given up, and the rest is tried again. Confined to one thread.
 */
final class Proof {
    private final SourceTree sources;
    private final Compilation before;
    private final Map<Path, Integer> mistakesBefore;
    private final List<Plan> plans;
    private final List<Remark> refusals = new ArrayList<>();
    private Map<Path, String> texts = Map.of();

    Proof(SourceTree sources, Compilation before, List<Plan> plans) {
        this.sources = sources;
        this.before = before;
        this.mistakesBefore = before.mistakesByFile();
        this.plans = new ArrayList<>(plans);
    }

    /** Has to be called first. */
    Proof run() throws IOException {
        giveUp(this::broken);
        giveUp(this::losingComments);
        boolean stands = false;
        while (!stands && !plans.isEmpty()) {
            texts = texts();
            try (Compilation after = Compilation.of(sources.with(texts))) {
                stands = !giveUpMistakes(after) && !giveUp(plan -> callingOthers(plan, after));
            }
        }
        if (plans.isEmpty()) {
            texts = Map.of();
        }
        return this;
    }

    /** The new texts of the files that change. */
    Map<Path, String> result() {
        return texts;
    }

    /** The plans that were carried out. */
    List<Plan> plans() {
        return plans;
    }

    List<Remark> refusals() {
        return refusals;
    }

    private Map<Path, String> texts() {
        Map<Path, List<Plan>> byFile = new LinkedHashMap<>();
        plans.forEach(plan -> byFile.computeIfAbsent(plan.unit().source.path(), file -> new ArrayList<>())
                .add(plan));
        Map<Path, String> changed = new HashMap<>();
        byFile.forEach((file, ofFile) -> changed.put(file, textOf(ofFile)));
        return changed;
    }

    private static String textOf(List<Plan> ofFile) {
        Unit unit = ofFile.get(0).unit();
        Edits edits = new Edits();
        Set<String> imports = new TreeSet<>();
        for (Plan plan : ofFile) {
            edits.addAll(plan.edits());
            imports.addAll(plan.imports());
        }
        if (ofFile.get(0).method() == null) {
            Imports.move(unit, imports, edits);
        } else {
            Imports.add(unit, imports, edits);
        }
        String text = unit.source.text();
        return edits.apply(text, 0, text.length());
    }

    private interface Verdict {
        /** Why a plan cannot be carried out; null if it can. */
        @Nullable
        Remark on(Plan plan);
    }

    /** True if something was given up. */
    private boolean giveUp(Verdict verdict) {
        int before = plans.size();
        plans.removeIf(plan -> {
            Remark refusal = verdict.on(plan);
            if (refusal != null) {
                refusals.add(refusal);
            }
            return refusal != null;
        });
        return plans.size() < before;
    }

    private @Nullable Remark broken(Plan plan) {
        return mistakesBefore.getOrDefault(plan.unit().source.path(), 0) > 0
                ? plan.refused(
                        "javac finds errors in this file, so nothing about it is certain", "compile the project first")
                : null;
    }

    private @Nullable Remark losingComments(Plan plan) {
        String text = plan.unit().source.text();
        String changed = plan.edits().apply(text, 0, text.length());
        List<String> left = new ArrayList<>(Comments.in(text));
        Comments.in(changed).forEach(left::remove);
        return left.isEmpty()
                ? null
                : plan.refused(
                        "the comment `" + left.get(0).lines().findFirst().orElse("") + "` would be lost",
                        "move it to a line of its own");
    }

    /** Gives up what new errors stand in; an error that stands nowhere takes all plans of its file with it. */
    private boolean giveUpMistakes(Compilation after) {
        Map<Path, Integer> now = after.mistakesByFile();
        Map<Plan, String> blamed = new HashMap<>();
        for (Mistake mistake : after.mistakes()) {
            Path file = mistake.file();
            if (now.getOrDefault(file, 0) <= mistakesBefore.getOrDefault(file, 0)) {
                continue;
            }
            String method = texts.containsKey(file) ? methodAt(after, mistake) : null;
            List<Plan> near = plans.stream()
                    .filter(plan -> !texts.containsKey(file)
                            || plan.unit().source.path().equals(file))
                    .toList();
            List<Plan> exact = near.stream()
                    .filter(plan -> plan.method() == null || plan.method().equals(method))
                    .toList();
            (exact.isEmpty() ? near : exact).forEach(plan -> blamed.putIfAbsent(plan, mistake.message()));
        }
        return giveUp(plan -> {
            String message = blamed.get(plan);
            return message == null
                    ? null
                    : plan.refused("the result would not compile: " + message, "rewrite it by hand");
        });
    }

    private static @Nullable String methodAt(Compilation after, Mistake mistake) {
        Unit unit = after.unit(mistake.file());
        String found = null;
        for (Map.Entry<String, MethodTree> each : unit.methods(after.types).entrySet()) {
            MethodTree method = each.getValue();
            if (unit.start(method) <= mistake.position() && mistake.position() <= unit.end(method)) {
                found = each.getKey(); // the innermost comes last
            }
        }
        return found;
    }

    private @Nullable Remark callingOthers(Plan plan, Compilation after) {
        Unit unit = after.unit(plan.unit().source.path());
        List<String> expected = new ArrayList<>(calls(plan, plan.unit(), plan.replaced(), before.types));
        expected.addAll(plan.added());
        Collections.sort(expected);
        List<String> calls = calls(plan, unit, List.of(), after.types);
        if (calls.equals(expected)) {
            return null;
        }
        Set<String> others = new HashSet<>(calls);
        expected.forEach(others::remove);
        return plan.refused(
                "the result would call other methods than the program does"
                        + (others.isEmpty() ? "" : ", for example `" + new TreeSet<>(others).first() + "`"),
                "rewrite it by hand");
    }

    /** Those of what is rewritten; a method of a class in it that is rewritten, too, has a plan of its own. */
    private List<String> calls(Plan plan, Unit unit, List<Tree> replaced, Types types) {
        if (plan.method() == null) {
            return Calls.below(unit, unit.tree, replaced, List.of(), types);
        }
        Map<String, MethodTree> methods = unit.methods(types);
        MethodTree method = methods.get(plan.method());
        List<MethodTree> apart = plans.stream()
                .filter(each -> each.unit() == plan.unit())
                .map(each -> methods.get(each.method()))
                .filter(each -> each != method)
                .toList();
        return method == null ? List.of() : Calls.below(unit, method, replaced, apart, types);
    }
}
