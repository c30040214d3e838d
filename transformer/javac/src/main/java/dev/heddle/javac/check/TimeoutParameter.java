package dev.heddle.javac.check;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import dev.heddle.transform.check.Rule;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** A coroutine that asks its caller for a time limit, which every caller can set without its help. */
final class TimeoutParameter {
    private static final Pattern NAME = Pattern.compile("(timeout|\\w*Timeout)(Millis|Seconds|Nanos|Ms)?");

    private TimeoutParameter() {}

    static void check(Place place, Consumer<Finding> found) {
        ExecutableElement method = AsyncDeclaration.asyncMethod(place);
        Code code = place.code();
        if (method == null
                || !code.words().isCoroutine(method.getReturnType())
                || code.words().overrides(method)) {
            return;
        }
        for (VariableTree parameter : ((MethodTree) place.tree()).getParameters()) {
            TypeMirror type = code.typeOf(parameter);
            if (type != null
                    && isTime(type)
                    && NAME.matcher(parameter.getName()).matches()) {
                found.accept(new Finding(
                        Rule.TIMEOUT_PARAMETER,
                        parameter,
                        "`" + parameter.getName() + "` is a parameter of an `@Async` method",
                        "the limit ends where the method says; whoever awaits it can set one that holds for all it calls",
                        "leave it out: callers write `timeout(duration, " + method.getSimpleName() + "(...))`"));
            }
        }
    }

    private static boolean isTime(TypeMirror type) {
        return type.getKind() == TypeKind.LONG
                || type.getKind() == TypeKind.INT
                || type.toString().equals("java.time.Duration");
    }
}
