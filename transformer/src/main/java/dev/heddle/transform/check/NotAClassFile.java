package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.parse.MalformedClassFile;
import java.util.List;

/** What is said of bytes that are no valid class file. */
public final class NotAClassFile {
    private NotAClassFile() {}

    /** The diagnostic; only who has read the bytes knows from where, so it has no place yet. */
    public static Diagnostic because(MalformedClassFile malformed) {
        return new Diagnostic(
                Diagnostic.Severity.ERROR,
                Rule.NOT_A_CLASS_FILE.code(),
                "not a valid class file",
                Diagnostic.Place.UNKNOWN,
                List.of(String.valueOf(malformed.getMessage())),
                "compile the class again; if it is meant to be so, exclude it from weaving");
    }
}
