package dev.heddle.javac.check;

import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** An {@code await}, an awaited {@code close()} or a reference to {@code await} that no woven method contains. */
final class AwaitOutsideAsync {
    private static final String CLOSE = "`close()` of an `AsyncCloseable`";

    private AwaitOutsideAsync() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        Tree tree = place.tree();
        if (tree instanceof MemberReferenceTree) {
            if (code.element(tree) instanceof ExecutableElement method
                    && Words.isMethod(method, Words.COROUTINES, Names.AWAIT)) {
                found.accept(reference(tree));
            }
        } else if (code.isAwait(tree)) {
            checkBody(place, tree, "`await`", found);
        } else if (code.isAwaitedClose(tree)) {
            checkBody(place, tree, CLOSE, found);
        } else if (tree instanceof TryTree guarded) {
            code.awaitedResources(guarded).forEach(resource -> checkBody(place, resource, CLOSE, found));
        }
    }

    private static Finding reference(Tree tree) {
        return new Finding(
                Rule.AWAIT_OUTSIDE_ASYNC,
                tree,
                "method reference to `await`",
                "whoever calls it is not woven and cannot suspend",
                "await in the body of an `@Async` method or of a lambda that returns a `Coroutine`");
    }

    private static void checkBody(Place place, Tree at, String what, Consumer<Finding> found) {
        Body body = place.body();
        if (body != null && !body.isAsync()) {
            found.accept(body.isInitialiser() ? inInitialiser(body, at, what) : inBody(body, at, what));
        }
    }

    private static Finding inInitialiser(Body body, Tree at, String what) {
        String where = body.isStaticInitialiser() ? "a static initialiser" : "a constructor";
        return new Finding(
                Rule.AWAIT_OUTSIDE_ASYNC,
                at,
                what + " in " + where,
                where + " has to end before its caller goes on",
                "await in a static `@Async` method that makes the object when all is there");
    }

    private static Finding inBody(Body body, Tree at, String what) {
        TypeMirror returned = body.returned();
        if (body.isLambda()) {
            return new Finding(
                    Rule.AWAIT_OUTSIDE_ASYNC,
                    at,
                    what + " in a lambda that returns `" + returned + "`",
                    "the caller of the lambda is not woven; an `@Async` method around the lambda does not change that",
                    "use a functional interface whose method returns `Coroutine<...>`");
        }
        boolean fits = body.code().words().isAsyncResult(returned);
        return new Finding(
                Rule.AWAIT_OUTSIDE_ASYNC,
                at,
                what + " in a method that is not `@Async`",
                "only a woven method can suspend",
                fits
                        ? "annotate the method with `@Async`"
                        : "annotate the method with `@Async` and return `Coroutine<" + boxed(body, returned) + ">`",
                fits ? annotated(body) : Fix.NONE);
    }

    private static Fix annotated(Body body) {
        return source ->
                List.of(source.insertLineBefore(body.tree(), "@" + source.type("dev.heddle.annotation.Async")));
    }

    private static String boxed(Body body, @Nullable TypeMirror type) {
        if (type instanceof PrimitiveType primitive) {
            return body.code()
                    .words()
                    .types()
                    .boxedClass(primitive)
                    .getSimpleName()
                    .toString();
        }
        return type == null || type.getKind() == TypeKind.VOID
                ? "Void"
                : ((MethodTree) body.tree()).getReturnType().toString();
    }
}
