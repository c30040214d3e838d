package dev.heddle.proof.jar;

import dev.heddle.proof.inject.Injector.Body;
import java.util.List;
import java.util.Map;

/** What came of injecting and weaving one class. */
public sealed interface ClassOutcome {
    /** No method of it can be a coroutine: the class stays as it is. */
    record Left() implements ClassOutcome {}

    /**
     * The class was woven.
     *
     * @param classes by internal name: the class itself and its frame classes
     * @param bodies the methods that are coroutines now
     * @param refused the methods that the weaver, or the format of class files, would not take
     */
    record Woven(Map<String, byte[]> classes, List<Body> bodies, List<Refusal> refused) implements ClassOutcome {}

    /** A bug: the weaver threw something. */
    record Failed(Throwable failure) implements ClassOutcome {}

    /**
     * Why a method could not be a coroutine.
     *
     * @param code of the diagnostic, or {@code no room} where the method has no room even for points
     */
    record Refusal(String method, String code, String message) {}
}
