package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.transform.check.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * A call of a method that has an overload for a scope or its options, by code that was given one and keeps it to itself.
 * Options that are used elsewhere in the body are not meant for each call.
 */
final class ScopeNotPassedOn {
    private static final List<String> PASSED_ON = List.of(Words.TASK_SCOPE, Words.SCOPE_OPTIONS);

    private ScopeNotPassedOn() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        Body body = place.body();
        if (body == null || body.parameters().isEmpty()) {
            return;
        }
        for (String type : PASSED_ON) {
            for (VariableTree parameter : body.parameters()) {
                if (code.words().isA(code.typeOf(parameter), type)) {
                    overloadOf(call, type, body, code)
                            .filter(index -> isMeant(parameter, type, call, body))
                            .ifPresent(index -> found.accept(finding(call, parameter, index)));
                }
            }
        }
    }

    private static boolean isMeant(VariableTree parameter, String type, MethodInvocationTree call, Body body) {
        Code code = body.code();
        Element variable = code.element(parameter);
        return variable != null
                && !code.mentions(call, variable)
                && (type.equals(Words.TASK_SCOPE) || !code.isReadIn(body.tree(), variable));
    }

    /** Where in an overload of the method called the scope would stand. */
    private static Optional<Integer> overloadOf(MethodInvocationTree call, String type, Body body, Code code) {
        ExecutableElement method = code.method(call);
        if (method == null
                || !(method.getEnclosingElement() instanceof TypeElement owner)
                || method.getParameters().stream().anyMatch(each -> code.words().isA(each.asType(), type))) {
            return Optional.empty();
        }
        return ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                .filter(other -> other.getSimpleName().equals(method.getSimpleName())
                        && other.getModifiers().contains(Modifier.STATIC)
                                == method.getModifiers().contains(Modifier.STATIC)
                        && !other.equals(body.method()))
                .map(other -> placeOf(type, other, method, code.words()))
                .filter(index -> index >= 0)
                .findFirst();
    }

    /** The index of the only parameter that one method has and the other has not, -1 if they differ otherwise. */
    private static int placeOf(String type, ExecutableElement longer, ExecutableElement shorter, Words words) {
        List<TypeMirror> types = new ArrayList<>();
        longer.getParameters().forEach(each -> types.add(words.types().erasure(each.asType())));
        for (int i = 0; i < types.size(); i++) {
            if (words.isA(types.get(i), type)) {
                types.remove(i);
                return isSame(types, shorter.getParameters(), words) ? i : -1;
            }
        }
        return -1;
    }

    private static boolean isSame(List<TypeMirror> types, List<? extends VariableElement> parameters, Words words) {
        if (types.size() != parameters.size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!words.types()
                    .isSameType(
                            types.get(i),
                            words.types().erasure(parameters.get(i).asType()))) {
                return false;
            }
        }
        return true;
    }

    private static Finding finding(MethodInvocationTree call, VariableTree parameter, int index) {
        String name = Code.name(call);
        return new Finding(
                Rule.SCOPE_NOT_PASSED_ON,
                call,
                "`" + name + "` is called without `" + parameter.getName() + "`",
                "it has an overload that takes one; without it, it knows nothing of the deadline and the owner that were"
                        + " given to this method",
                "pass `" + parameter.getName() + "` on",
                source -> List.of(insertion(call, parameter.getName().toString(), index, source)));
    }

    private static Edit insertion(MethodInvocationTree call, String name, int index, SourceText source) {
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (index < arguments.size()) {
            return source.insertBefore(arguments.get(index), name + ", ");
        }
        int parenthesis = source.end(call) - 1;
        return new Edit(parenthesis, parenthesis, arguments.isEmpty() ? name : ", " + name);
    }
}
