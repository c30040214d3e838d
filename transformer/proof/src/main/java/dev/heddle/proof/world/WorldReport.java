package dev.heddle.proof.world;

import dev.heddle.proof.inject.Injector.Body;
import dev.heddle.proof.jar.ClassOutcome.Refusal;
import dev.heddle.proof.jar.ClassOutcome.Woven;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a run over many jars. Any thread. */
public final class WorldReport {
    private final List<String> failures = new ArrayList<>();
    private final List<String> unlinked = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> skipped = new TreeMap<>();
    private final Growth direct = new Growth();
    private final Growth resume = new Growth();
    private final Growth code = new Growth();
    private final Growth files = new Growth();
    private int jars;
    private int classes;
    private int without;
    private int woven;
    private int linked;
    private long frames;
    private long methods;
    private long coroutines;
    private long verified;
    private long left;
    private long reduced;
    private long calls;
    private long points;

    synchronized void jar() {
        jars++;
    }

    /** A class that is not looked at. */
    synchronized void skipped(String why) {
        skipped.merge(why, 1, Integer::sum);
    }

    /** A class that is looked at. */
    synchronized void seen(int codes) {
        classes++;
        methods += codes;
    }

    /** A class of which no method can be a coroutine. */
    synchronized void left(String jar, List<Refusal> reasons) {
        without++;
        refused(jar, reasons);
    }

    synchronized void woven(String jar, Woven outcome) {
        woven++;
        frames += outcome.classes().size() - 1;
        coroutines += outcome.bodies().size();
        left += outcome.left();
        reduced += outcome.reduced();
        calls += outcome.bodies().stream().mapToInt(Body::calls).sum();
        points += outcome.bodies().stream().mapToInt(Body::points).sum();
        refused(jar, outcome.refused());
    }

    private void refused(String jar, List<Refusal> reasons) {
        for (Refusal refusal : reasons) {
            refusals.merge(refusal.code(), 1, Integer::sum);
            refused.add(refusal.code() + " " + jar + " " + refusal.place() + ": " + refusal.message());
        }
    }

    /** A class that links, and so do the classes of its frames. */
    synchronized void linked(Woven outcome) {
        linked++;
        verified += outcome.bodies().size();
    }

    /** A class that does not link as its compiler wrote it. */
    synchronized void unlinked(String jar, String type, Throwable asItIs) {
        unlinked.add(line(jar, type, asItIs));
    }

    synchronized void failed(String jar, String type, Throwable failure) {
        failures.add(line(jar, type, failure));
    }

    private static String line(String jar, String type, Throwable failure) {
        return jar + " " + type + ": " + failure.toString().lines().findFirst().orElse("");
    }

    /** Bytes of code: of a method with its suspensions, and of what weaving made of it. */
    synchronized void grown(int before, int face, int directForm, int resumeBody) {
        direct.add(before, directForm);
        resume.add(before, resumeBody);
        code.add(before, face + directForm + resumeBody);
    }

    /** Bytes of class files: one with its suspensions, and itself with its frame classes after weaving. */
    synchronized void grown(int before, int after) {
        files.add(before, after);
    }

    /** Each with the jar, the class and what was thrown. */
    public synchronized List<String> failures() {
        return failures.stream().sorted().toList();
    }

    /** The classes that do not link as they are, each with the reason. */
    public synchronized List<String> unlinked() {
        return unlinked.stream().sorted().toList();
    }

    /** The methods that were refused, each with the code and the reason. */
    public synchronized List<String> refused() {
        return refused.stream().sorted().toList();
    }

    /** How many methods were made coroutines in classes that link. */
    public synchronized long verified() {
        return verified;
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                """
                %,d jars, %,d distinct classes with %,d methods that have code
                  not looked at: %s
                  %,d classes woven, %,d without a method that can suspend
                  %,d methods made coroutines, %,d refused %s, the rest are constructors, initializers and synchronized ones
                  %,d suspension points: %,d injected and %,d awaited calls; %,d methods had room for two injected ones only
                  %,d classes link, with %,d frame classes made for all and %,d coroutines verified in them
                  %,d classes do not link as they are, %,d failures
                growth by weaving, in times the size of what has the suspensions already
                  direct form    %s
                  resume body    %s
                  code of both and the public face  %s
                  class file and frame classes      %s
                """,
                jars,
                classes,
                methods,
                skipped,
                woven,
                without,
                coroutines,
                left,
                refusals,
                points + calls,
                points,
                calls,
                reduced,
                linked,
                frames,
                verified,
                unlinked.size(),
                failures.size(),
                direct,
                resume,
                code,
                files);
    }
}
