package dev.heddle.javac.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.transform.check.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** An async method with a return type that none can have; of one without a body, that it returns nothing. */
final class ReturnType {
    private ReturnType() {}

    static void check(Place place, Consumer<Finding> found) {
        ExecutableElement method = AsyncDeclaration.asyncMethod(place);
        if (method == null
                || method.getModifiers().contains(Modifier.NATIVE)
                || AsyncDeclaration.isMain(method)
                || place.code().words().isAsyncResult(method.getReturnType())) {
            return;
        }
        MethodTree tree = (MethodTree) place.tree();
        if (tree.getBody() != null) {
            found.accept(new Finding(
                    Rule.RETURN_TYPE,
                    tree.getReturnType(),
                    "an `@Async` method cannot return `" + tree.getReturnType() + "`",
                    "its result is not there when the call returns",
                    "return `Coroutine<...>`, `AsyncStream<...>`, `CompletableFuture<...>` or `CompletionStage<...>`",
                    source -> edits(tree, method, place, source)));
        } else if (method.getReturnType().getKind() == TypeKind.VOID) {
            found.accept(new Finding(
                    Rule.RETURNS_NOTHING,
                    tree.getReturnType(),
                    "nobody can await an `@Async` method that returns `void`",
                    "what overrides it cannot be woven, since a woven method returns what is awaited",
                    "return `Coroutine<Void>`",
                    source -> List.of(source.replace(tree.getReturnType(), coroutineOf("Void", source)))));
        }
    }

    /** Before: {@code int f() { return x; }}. After: {@code Coroutine<Integer> f() { return done(x); }}. */
    private static List<Edit> edits(MethodTree tree, ExecutableElement method, Place place, SourceText source) {
        TypeMirror type = method.getReturnType();
        String done = source.coroutines("done", place.owner());
        List<Edit> edits = new ArrayList<>();
        edits.add(source.replace(tree.getReturnType(), coroutineOf(boxed(type, place.code(), source, tree), source)));
        OwnTrees.of(tree.getBody())
                .filter(ReturnTree.class::isInstance)
                .map(ReturnTree.class::cast)
                .forEach(exit -> edits.add(returnDone(exit, done, source)));
        if (type.getKind() == TypeKind.VOID) {
            switch (end(tree.getBody())) {
                case REACHED -> edits.add(source.appendTo(tree.getBody(), "return " + done + "();"));
                case UNKNOWN -> edits.clear();
                case LEFT_BEFORE -> {}
            }
        }
        return edits;
    }

    private static Edit returnDone(ReturnTree exit, String done, SourceText source) {
        ExpressionTree value = exit.getExpression();
        return value == null ? source.replace(exit, "return " + done + "();") : source.wrap(value, done);
    }

    private static String coroutineOf(String argument, SourceText source) {
        return source.type(Words.COROUTINE) + "<" + argument + ">";
    }

    private static String boxed(TypeMirror type, Code code, SourceText source, MethodTree tree) {
        if (type instanceof PrimitiveType primitive) {
            return code.words().types().boxedClass(primitive).getSimpleName().toString();
        }
        return type.getKind() == TypeKind.VOID ? "Void" : source.of(tree.getReturnType());
    }

    /** Whether control comes to the end of a method. */
    private enum End {
        REACHED,
        LEFT_BEFORE,
        UNKNOWN
    }

    /** As far as the last statement tells at first sight. */
    private static End end(BlockTree body) {
        List<? extends StatementTree> statements = body.getStatements();
        if (statements.isEmpty()) {
            return End.REACHED;
        }
        StatementTree last = statements.get(statements.size() - 1);
        return switch (last.getKind()) {
            case RETURN, THROW -> End.LEFT_BEFORE;
            case EXPRESSION_STATEMENT, VARIABLE, ENHANCED_FOR_LOOP, EMPTY_STATEMENT -> End.REACHED;
            case IF -> ((IfTree) last).getElseStatement() == null ? End.REACHED : End.UNKNOWN;
            default -> End.UNKNOWN;
        };
    }
}
