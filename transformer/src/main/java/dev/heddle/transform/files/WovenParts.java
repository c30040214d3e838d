package dev.heddle.transform.files;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.emit.Stamp;
import java.util.List;

/** What can be wrong with code that is woven already, as messages. Stateless. */
final class WovenParts {
    private WovenParts() {}

    static Diagnostic otherVersion(Diagnostic.Place place, Stamp stamp) {
        return new Diagnostic(
                Diagnostic.Severity.ERROR,
                "H010",
                "woven by version " + stamp.version() + " of the weaver; this is version " + Weaver.version(),
                place,
                List.of("woven code and runtime have to be of the same version"),
                "compile the class again and weave it with this version");
    }

    /** A class that has been woven before, and cannot be woven again since nobody has kept it as it was compiled. */
    static Diagnostic missing(Diagnostic.Place place, String frame) {
        return lacks(
                place,
                frame,
                "missing",
                List.of("the class file was woven by an earlier run, so it cannot be woven again"),
                "compile the class again, for example after `mvn clean`");
    }

    static Diagnostic lacks(Diagnostic.Place place, String frame, String how) {
        return lacks(place, frame, how, List.of(), "compile the class again and weave it");
    }

    private static Diagnostic lacks(Diagnostic.Place place, String frame, String how, List<String> notes, String help) {
        return new Diagnostic(
                Diagnostic.Severity.ERROR,
                Rule.FRAME_MISSING.code(),
                "a woven class lacks a part: the frame class `" + frame.replace('/', '.') + "` is " + how,
                place,
                notes,
                help);
    }

    /** A frame class without an owner. */
    static Diagnostic orphan(Diagnostic.Place place) {
        return new Diagnostic(
                Diagnostic.Severity.WARNING,
                Rule.FRAME_MISSING.code(),
                "a frame class that no class needs",
                place,
                List.of("the class that it was made for is gone or has been compiled again"),
                "delete it");
    }
}
