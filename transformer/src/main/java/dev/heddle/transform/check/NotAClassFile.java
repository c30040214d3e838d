package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.MalformedClassFile;
import java.util.List;

/** What is said of bytes that are no valid class file, or a valid one of which this weaver does not know enough. */
public final class NotAClassFile {
    private NotAClassFile() {}

    /** The diagnostic; only who has read the bytes knows from where, so it has no place yet. */
    public static Diagnostic because(MalformedClassFile malformed, byte[] classFile) {
        int version = ClassFile.majorVersion(classFile);
        if (version > ClassFile.NEWEST) {
            return new Diagnostic(
                    Diagnostic.Severity.ERROR,
                    Rule.NOT_A_CLASS_FILE.code(),
                    "the class file is of a newer Java than this version of Heddle knows",
                    Diagnostic.Place.UNKNOWN,
                    List.of(
                            "it has version " + version + ", and the newest one that is known is " + ClassFile.NEWEST,
                            String.valueOf(malformed.getMessage())),
                    "use a newer version of Heddle, or compile the class for an older Java, with `--release`; a class"
                            + " that is not to be woven can be excluded");
        }
        return new Diagnostic(
                Diagnostic.Severity.ERROR,
                Rule.NOT_A_CLASS_FILE.code(),
                "not a valid class file",
                Diagnostic.Place.UNKNOWN,
                List.of(String.valueOf(malformed.getMessage())),
                "compile the class again; if it is meant to be so, exclude it from weaving");
    }
}
