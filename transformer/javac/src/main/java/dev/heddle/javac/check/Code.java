package dev.heddle.javac.check;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.heddle.transform.parse.Names;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A source file that javac has attributed: what its trees mean. Confined to the thread of the compiler. */
final class Code {
    private final CompilationUnitTree unit;
    private final TreePath root;
    private final Trees trees;
    private final Words words;
    private final Spans spans;
    private final Map<Tree, Boolean> awaiting = new IdentityHashMap<>();
    private final Map<Tree, List<Tree>> scopes = new IdentityHashMap<>();
    private final Map<Tree, Set<Element>> read = new IdentityHashMap<>();

    Code(CompilationUnitTree unit, Trees trees, Words words) {
        this.unit = unit;
        this.root = new TreePath(unit);
        this.trees = trees;
        this.words = words;
        this.spans = new Spans(unit, trees.getSourcePositions());
    }

    CompilationUnitTree unit() {
        return unit;
    }

    Words words() {
        return words;
    }

    /** Where trees begin and end in the file. */
    Spans spans() {
        return spans;
    }

    SourcePositions positions() {
        return trees.getSourcePositions();
    }

    long start(Tree tree) {
        return positions().getStartPosition(unit, tree);
    }

    /** The type of an expression, null if it has none. */
    @Nullable
    TypeMirror type(Tree tree) {
        return trees.getTypeMirror(new TreePath(root, tree));
    }

    /** What a name or a declaration stands for, null if for nothing. */
    @Nullable
    Element element(Tree tree) {
        return tree instanceof MethodInvocationTree call
                ? element(call.getMethodSelect())
                : trees.getElement(new TreePath(root, tree));
    }

    /** The variable that an expression reads, null if it is something else. */
    @Nullable
    VariableElement variable(Tree expression) {
        Tree inner = expression instanceof ExpressionTree tree ? withoutParentheses(tree) : expression;
        return inner instanceof IdentifierTree && element(inner) instanceof VariableElement variable ? variable : null;
    }

    /** The method or constructor that is called, null if the tree calls none. */
    @Nullable
    ExecutableElement method(Tree tree) {
        boolean isCall = tree instanceof MethodInvocationTree || tree instanceof NewClassTree;
        return isCall && element(tree) instanceof ExecutableElement method ? method : null;
    }

    /** Whether the tree calls one of some methods of a class. */
    boolean isCall(Tree tree, String className, String... names) {
        return tree instanceof MethodInvocationTree && Words.isMethod(method(tree), className, names);
    }

    /** Whether the tree is a call of {@code await}. */
    boolean isAwait(Tree tree) {
        return tree instanceof MethodInvocationTree && words.isAwait(method(tree));
    }

    /** What a call of {@code await} waits for. */
    static ExpressionTree awaited(Tree await) {
        return withoutParentheses(((MethodInvocationTree) await).getArguments().get(0));
    }

    /** Whether the tree calls {@code close()} of something that awaits when it closes. */
    boolean isAwaitedClose(Tree tree) {
        ExecutableElement method = method(tree);
        if (method == null
                || !method.getSimpleName().contentEquals("close")
                || !method.getParameters().isEmpty()) {
            return false;
        }
        ExpressionTree receiver = receiver((MethodInvocationTree) tree);
        boolean isSuper =
                receiver instanceof IdentifierTree name && name.getName().contentEquals("super");
        TypeMirror owner = receiver == null ? Words.owner(method).asType() : type(receiver);
        return !isSuper && words.isA(owner, Words.ASYNC_CLOSEABLE);
    }

    /** Whether the task may have to wait at this very tree. */
    boolean suspends(Tree tree) {
        return isAwait(tree)
                || isCall(tree, Words.COROUTINES, Names.EMIT)
                || isAwaitedClose(tree)
                || tree instanceof TryTree guarded
                        && awaitedResources(guarded).findAny().isPresent();
    }

    /** Whether a body may have to wait anywhere. Remembered, as each call in it may ask. */
    boolean awaits(Tree body) {
        return awaiting.computeIfAbsent(body, tree -> OwnTrees.of(tree).anyMatch(this::suspends));
    }

    /** The resources whose closing awaits. */
    Stream<Tree> awaitedResources(TryTree tree) {
        return tree.getResources().stream()
                .map(Tree.class::cast)
                .filter(resource -> words.isA(typeOfResource(resource), Words.ASYNC_CLOSEABLE));
    }

    private @Nullable TypeMirror typeOfResource(Tree resource) {
        return resource instanceof VariableTree variable ? typeOf(variable) : type(resource);
    }

    /** The type of a variable that is declared. */
    @Nullable
    TypeMirror typeOf(VariableTree variable) {
        Element element = element(variable);
        return element == null ? null : element.asType();
    }

    /** Whether a tree or something in it, lambdas included, reads a variable. */
    boolean mentions(Tree tree, Element variable) {
        return OwnTrees.withInner(tree)
                .anyMatch(each -> each instanceof IdentifierTree && variable.equals(element(each)));
    }

    /** Whether a body or something in it, lambdas included, reads a variable. Remembered, as each variable of it may ask. */
    boolean isReadIn(Tree body, Element variable) {
        return read.computeIfAbsent(body, this::variablesIn).contains(variable);
    }

    private Set<Element> variablesIn(Tree body) {
        Set<Element> variables = new HashSet<>();
        OwnTrees.withInner(body).forEach(tree -> {
            Element named = tree instanceof IdentifierTree ? element(tree) : null;
            if (named != null) {
                variables.add(named);
            }
        });
        return variables;
    }

    /**
     * The calls of scopes in a block, lambdas included, and the statements that such a call is. Remembered, as each way out of
     * the block may ask.
     */
    List<Tree> callsOfScopes(Tree block) {
        return scopes.computeIfAbsent(
                block,
                tree -> OwnTrees.withInner(tree)
                        .filter(each -> isCallOfScope(
                                each instanceof ExpressionStatementTree statement ? statement.getExpression() : each))
                        .toList());
    }

    private boolean isCallOfScope(Tree tree) {
        ExecutableElement method = method(tree);
        return method != null && Words.owner(method).getQualifiedName().contentEquals(Words.TASK_SCOPE);
    }

    /** The value of an expression that is known to the compiler, null if it is not. */
    @Nullable
    Object constant(ExpressionTree expression) {
        ExpressionTree inner = withoutParentheses(expression);
        if (inner instanceof LiteralTree literal) {
            return literal.getValue();
        }
        return element(inner) instanceof VariableElement variable ? variable.getConstantValue() : null;
    }

    /** What stands before the dot of a call, null if there is none. */
    static @Nullable ExpressionTree receiver(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select ? select.getExpression() : null;
    }

    /** The name by which a method is called. */
    static String name(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }

    static ExpressionTree withoutParentheses(ExpressionTree tree) {
        return tree instanceof ParenthesizedTree inner ? withoutParentheses(inner.getExpression()) : tree;
    }

    /** The expressions one of which an expression yields: the branches of {@code ?:}, through casts and parentheses. */
    static List<ExpressionTree> yielded(ExpressionTree tree) {
        ExpressionTree inner = withoutParentheses(tree);
        if (inner instanceof ConditionalExpressionTree choice) {
            return Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
                    .flatMap(each -> yielded(each).stream())
                    .toList();
        }
        return inner instanceof TypeCastTree cast ? yielded(cast.getExpression()) : List.of(inner);
    }
}
