package dev.heddle.proof.world;

import dev.heddle.proof.jar.ClassOutcome.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The figures of a run over many jars. Any thread. */
public final class WorldReport {
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> refusedMethods = new ArrayList<>();
    private final List<Double> directGrowth = new ArrayList<>();
    private final List<Double> resumeGrowth = new ArrayList<>();
    private int jars;
    private int classes;
    private int untestable;
    private int woven;
    private long methods;
    private long coroutines;
    private long calls;
    private long points;

    synchronized void jar() {
        jars++;
    }

    synchronized void seen(int codes) {
        classes++;
        methods += codes;
    }

    synchronized void woven(int bodies, int pointsOfClass, int callsOfClass) {
        calls += callsOfClass;
        woven++;
        coroutines += bodies;
        points += pointsOfClass;
    }

    synchronized void refused(String jar, Refusal refusal) {
        refusals.merge(refusal.code(), 1, Integer::sum);
        refusedMethods.add(refusal.code() + " " + jar + " " + refusal.method() + ": " + refusal.message());
    }

    /** A class that does not link as its compiler wrote it. */
    synchronized void untestable() {
        untestable++;
    }

    synchronized void grown(int before, int direct, int resume) {
        directGrowth.add((double) direct / before);
        resumeGrowth.add((double) resume / before);
    }

    synchronized void failed(String jar, String type, Throwable failure) {
        failures.add(jar + " " + type + ": " + failure);
    }

    /** Each with the jar, the class and what was thrown. */
    public synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** The refused methods, each with the code and the reason. */
    public synchronized List<String> refusedMethods() {
        return refusedMethods.stream().sorted().toList();
    }

    /** How many methods were made coroutines. */
    public synchronized long coroutines() {
        return coroutines;
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT,
                "%,d jars, %,d classes with %,d methods; %,d classes woven with %,d coroutines, %,d awaited calls and %,d points%n"
                        + "%,d classes do not link as they are; %d failures%n"
                        + "refused methods: %s%n"
                        + "direct form, bytes of code against the method before: %s%n"
                        + "resume body, bytes of code against the method before: %s%n",
                jars,
                classes,
                methods,
                woven,
                coroutines,
                calls,
                points,
                untestable,
                failures.size(),
                refusals,
                percentiles(directGrowth),
                percentiles(resumeGrowth));
    }

    private static String percentiles(List<Double> growth) {
        double[] sorted =
                growth.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        for (double part : new double[] {0.5, 0.9, 0.99, 1}) {
            int index = (int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)));
            text.append(String.format(Locale.ROOT, "p%.0f %.2f  ", part * 100, sorted[index]));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "mean %.2f",
                        Arrays.stream(sorted).average().orElse(0)))
                .toString();
    }
}
