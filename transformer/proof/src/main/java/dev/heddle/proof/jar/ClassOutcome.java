package dev.heddle.proof.jar;

import dev.heddle.proof.inject.Injector.Body;
import java.util.List;
import java.util.Map;

/** What came of injecting and weaving one class. */
public sealed interface ClassOutcome {
    /**
     * No method of it can be a coroutine: the class stays as it is.
     *
     * @param refused the methods that could be one, but for a limit of the weaver or of class files
     */
    record Left(List<Refusal> refused) implements ClassOutcome {}

    /**
     * The class was woven.
     *
     * @param injected the class file that the weaver got
     * @param classes by internal name: the class itself and its frame classes
     * @param bodies the methods that are coroutines now
     * @param left how many more would be, but for a limit of the weaver or of class files
     * @param reduced how many methods got few points, since with more of them they had been refused
     * @param refused why methods were left
     */
    record Woven(
            byte[] injected,
            Map<String, byte[]> classes,
            List<Body> bodies,
            int left,
            int reduced,
            List<Refusal> refused)
            implements ClassOutcome {}

    /** A bug: the weaver threw something. */
    record Failed(Throwable failure) implements ClassOutcome {}

    /**
     * Why a method could not be a coroutine, or some methods of a class.
     *
     * @param place the method or class
     * @param code of the diagnostic, {@code no room} where the method has no room even for points, or {@code no constants}
     *     where the class has too many of them
     */
    record Refusal(String place, String code, String message) {
        /** What lines look like that begin with the code, where a limit of class files was the reason. */
        public static final String FOR_WANT_OF_ROOM = "(?s)(H008|no room|no constants) .*";
    }
}
