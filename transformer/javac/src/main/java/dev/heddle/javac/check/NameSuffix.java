package dev.heddle.javac.check;

import dev.heddle.transform.check.Rule;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;

/** An async method whose name does not say so, for teams who want that. */
final class NameSuffix {
    private static final String SUFFIX = "Async";

    private NameSuffix() {}

    static void check(Place place, Consumer<Finding> found) {
        ExecutableElement method = AsyncDeclaration.asyncMethod(place);
        if (method == null
                || method.getSimpleName().toString().endsWith(SUFFIX)
                || AsyncDeclaration.isMain(method)
                || place.code().words().overrides(method)) {
            return;
        }
        found.accept(new Finding(
                Rule.NAME_SUFFIX,
                place.tree(),
                "the name of `" + method.getSimpleName() + "` does not end with `" + SUFFIX + "`",
                "a call that has to be awaited can be told by its name",
                "call it `" + method.getSimpleName() + SUFFIX + "`"));
    }
}
