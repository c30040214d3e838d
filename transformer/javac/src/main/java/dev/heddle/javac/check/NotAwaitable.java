package dev.heddle.javac.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** An {@code await} of something that is there already, or that has no way to say when it is. javac refuses it as well. */
final class NotAwaitable {
    private static final String COLLECTION = "java.util.Collection";

    private NotAwaitable() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        MethodInvocationTree call = (MethodInvocationTree) place.tree();
        if (!Code.name(call).equals(Names.AWAIT)
                || call.getArguments().size() != 1
                || code.method(call) != null
                || !isMeantToBeOurs(call, place)) {
            return;
        }
        ExpressionTree argument = call.getArguments().get(0);
        TypeMirror type = code.type(argument);
        if (type != null && isValue(type) && !code.words().isAwaitable(type)) {
            found.accept(finding(call, argument, type, place));
        }
    }

    private static boolean isMeantToBeOurs(MethodInvocationTree call, Place place) {
        Code code = place.code();
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? code.words().isA(code.type(select.getExpression()), Words.COROUTINES)
                : call.getMethodSelect() instanceof IdentifierTree
                        && !code.words().hasMethod(place.owner(), Names.AWAIT)
                        && code.unit().getImports().stream()
                                .anyMatch(each -> each.isStatic()
                                        && each.getQualifiedIdentifier()
                                                .toString()
                                                .matches("dev\\.heddle\\.Coroutines\\.(\\*|await)"));
    }

    private static boolean isValue(TypeMirror type) {
        return type.getKind().isPrimitive() || type.getKind() == TypeKind.DECLARED || type.getKind() == TypeKind.ARRAY;
    }

    private static Finding finding(MethodInvocationTree call, ExpressionTree argument, TypeMirror type, Place place) {
        Words words = place.code().words();
        String message = "`await` cannot wait for a `" + type + "`";
        String note = "it takes a `Coroutine`, a `Task` or another `Awaitable`, or a `CompletionStage`";
        if (words.isA(type, Words.FUTURE)) {
            return new Finding(
                    Rule.NOT_AWAITABLE,
                    argument,
                    message,
                    "a `Future` does not tell when it is done: one can only ask it, or block",
                    "use a `CompletableFuture`, or `await(blocking(() -> future.get()))`",
                    source -> List.of(source.replace(
                            argument, blocking(place, source) + "(() -> " + source.of(argument) + ".get())")));
        }
        if (words.isA(type, COLLECTION) && words.isAwaitable(Words.argument(type))) {
            return new Finding(
                    Rule.NOT_AWAITABLE,
                    argument,
                    message,
                    note,
                    "`await(gather(...))` waits for all of them",
                    source -> List.of(source.wrap(argument, source.coroutines("gather", place.owner()))));
        }
        if (words.isA(type, Words.ASYNC_STREAM)) {
            return new Finding(
                    Rule.NOT_AWAITABLE,
                    argument,
                    message,
                    "a stream has many values, each of which is awaited",
                    "await what its methods return, for example `toList()` or `forEach(...)`");
        }
        return new Finding(
                Rule.NOT_AWAITABLE,
                argument,
                message,
                note,
                "leave the `await` out: the value is there",
                source -> List.of(new Edit(source.start(call), source.end(call), source.of(argument))));
    }

    private static String blocking(Place place, SourceText source) {
        return source.coroutines("blocking", place.owner());
    }
}
