package dev.heddle.transform.files;

import dev.heddle.transform.Diagnostic;
import java.util.List;

/** What may be found in a directory whose classes are written all the same. */
public enum Tolerance {
    /** Nothing: one warning, and no class is written. */
    NOTHING,
    /** Warnings: one error, and no class is written. */
    WARNINGS,
    /** Errors too: what can be woven is, and the classes that cannot stay as they are. */
    ERRORS;

    /** Those of the findings that are too much. */
    public List<Diagnostic> refused(List<Diagnostic> findings) {
        return findings.stream().filter(this::refuses).toList();
    }

    private boolean refuses(Diagnostic finding) {
        return switch (this) {
            case NOTHING -> finding.isError() || finding.severity() == Diagnostic.Severity.WARNING;
            case WARNINGS -> finding.isError();
            case ERRORS -> false;
        };
    }
}
