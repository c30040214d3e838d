package dev.heddle.javac.check;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs as a whole: the body of a method or a lambda, or an initialiser. Immutable.
 *
 * @param path to the method, to the lambda, or to the block or field that is initialised
 */
record Body(TreePath path, Code code) {
    /** The innermost body around a tree, or null outside of all. */
    static @Nullable Body around(TreePath inner, Code code) {
        TreePath below = inner;
        for (TreePath path = inner.getParentPath(); path != null; below = path, path = path.getParentPath()) {
            if (path.getLeaf() instanceof MethodTree || path.getLeaf() instanceof LambdaExpressionTree) {
                return new Body(path, code);
            }
            if (path.getLeaf() instanceof ClassTree) {
                boolean isCode = below.getLeaf() instanceof BlockTree || below.getLeaf() instanceof VariableTree;
                return isCode ? new Body(below, code) : null;
            }
        }
        return null;
    }

    Tree tree() {
        return path.getLeaf();
    }

    boolean isLambda() {
        return tree() instanceof LambdaExpressionTree;
    }

    /** The method, null if it is none. */
    @Nullable
    ExecutableElement method() {
        return tree() instanceof MethodTree && code.element(tree()) instanceof ExecutableElement method ? method : null;
    }

    /** Whether it is woven if it awaits. Where javac does not tell the type of a lambda, it is thought to be. */
    boolean isAsync() {
        if (isLambda()) {
            TypeMirror result = returned();
            return result == null || code.words().isAsyncResult(result);
        }
        ExecutableElement method = method();
        return method != null && code.words().isAsync(method);
    }

    /**
     * Whether it is woven as it stands: what does not say that it is async, a lambda or a method in another dialect, has to
     * await something if it returns a future, as any code may.
     */
    boolean isWoven() {
        ExecutableElement method = method();
        TypeMirror result = returned();
        boolean saysSo = method != null && Words.isAnnotated(method)
                || result != null && !code.words().isFuture(result);
        return isAsync() && (saysSo || code.awaits(tree()));
    }

    /** Whether it runs when an object or a class is made. */
    boolean isInitialiser() {
        ExecutableElement method = method();
        return method == null ? !isLambda() : method.getKind() == ElementKind.CONSTRUCTOR;
    }

    /** Whether it is an initialiser of a class. */
    boolean isStaticInitialiser() {
        if (tree() instanceof BlockTree block) {
            return block.isStatic();
        }
        Element field = code.element(tree());
        return tree() instanceof VariableTree
                && field != null
                && (field.getModifiers().contains(Modifier.STATIC)
                        || Words.owner(field).getKind().isInterface());
    }

    /** What it returns, null if nothing is known of it. */
    @Nullable
    TypeMirror returned() {
        ExecutableElement method = method();
        return method == null ? code.words().resultOf(code.type(tree())) : method.getReturnType();
    }

    /** The parameters, none of an initialiser. */
    List<? extends VariableTree> parameters() {
        if (tree() instanceof LambdaExpressionTree lambda) {
            return lambda.getParameters();
        }
        return tree() instanceof MethodTree method ? method.getParameters() : List.of();
    }

    /** Whether it implements a method that may throw anything, such as those by which tests say that a call fails. */
    boolean isExpectedToThrow() {
        ExecutableType function = isLambda() ? code.words().functionOf(code.type(tree())) : null;
        return function != null
                && function.getThrownTypes().stream()
                        .anyMatch(type -> type.toString().equals("java.lang.Throwable"));
    }
}
