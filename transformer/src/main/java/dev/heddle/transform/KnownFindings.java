package dev.heddle.transform;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What of a baseline has been met so far: a finding that occurs more often than the baseline has it is a new one. The same
 * finding twice in a line is one. Confined to one thread.
 */
public final class KnownFindings {
    private final Baseline baseline;
    private final Map<String, Set<Diagnostic>> met = new HashMap<>();

    /** Nothing of {@code baseline} has been met. */
    public KnownFindings(Baseline baseline) {
        this.baseline = baseline;
    }

    /** Whether a finding is one of the baseline, which from then on has one less for others like it. */
    public boolean contains(Diagnostic finding) {
        Set<Diagnostic> same = met.computeIfAbsent(Baseline.line(finding), line -> new HashSet<>());
        Diagnostic unlabelled = finding.withoutLabels();
        return same.contains(unlabelled) || same.size() < baseline.allowed(finding) && same.add(unlabelled);
    }
}
