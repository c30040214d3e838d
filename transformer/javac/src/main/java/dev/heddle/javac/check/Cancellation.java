package dev.heddle.javac.check;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/** Where {@code Cancelled} comes from in source, and who catches it. Stateless. */
final class Cancellation {
    private static final List<String> CATCHING = List.of(Words.CANCELLED, "java.lang.Error", "java.lang.Throwable");

    private Cancellation() {}

    /** Whether something that runs with a tree throws {@code Cancelled} in a cancelled task. */
    static boolean comesOutOf(Tree tree, Code code) {
        return OwnTrees.of(tree).anyMatch(each -> interrupts(each, code));
    }

    /**
     * Whether it is an {@code await}, unless of something that is shielded. Of a variable with a coroutine nothing is known: it
     * may have been shielded where it was made.
     */
    static boolean interrupts(Tree tree, Code code) {
        if (!code.isAwait(tree)) {
            return false;
        }
        ExpressionTree awaited = Code.awaited(tree);
        return awaited instanceof MethodInvocationTree call
                ? !makesShielded(call, code)
                : !code.words().isCoroutine(code.type(awaited));
    }

    private static boolean makesShielded(MethodInvocationTree call, Code code) {
        ExecutableElement method = code.method(call);
        return Words.isMethod(method, Words.COROUTINES, Names.SHIELD)
                || method != null
                        && method.getSimpleName().contentEquals(Names.CLOSE_ASYNC)
                        && code.words().isA(Words.owner(method).asType(), Words.ASYNC_CLOSEABLE);
    }

    /** The handler of a {@code try} to which {@code Cancelled} comes, null if it passes all of them. */
    static @Nullable CatchTree handlerOf(TryTree tree, Code code) {
        return tree.getCatches().stream()
                .filter(handler -> alternatives(handler).anyMatch(type -> catches(type, code)))
                .findFirst()
                .orElse(null);
    }

    /** Of the type by which a handler catches it. */
    static String simpleName(CatchTree handler, Code code) {
        return alternatives(handler)
                .filter(type -> catches(type, code))
                .map(type -> type.toString().substring(type.toString().lastIndexOf('.') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<? extends Tree> alternatives(CatchTree handler) {
        Tree type = handler.getParameter().getType();
        return type instanceof UnionTypeTree union ? union.getTypeAlternatives().stream() : Stream.of(type);
    }

    private static boolean catches(Tree type, Code code) {
        return CATCHING.stream().anyMatch(each -> code.words().isExactly(code.type(type), each));
    }
}
