package dev.heddle.conformance;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.PatternExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.TypeExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.expr.VariableDeclarationExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.SwitchEntry;
import com.github.javaparser.ast.stmt.SynchronizedStmt;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The places in a Java source where an await may be put, numbered in the order of the source: the expressions of its async
 * methods, and their statements that are expressions.
 *
 * <pre>{@code
 * e           =>  await(Probe.at(7, e))
 * statement;  =>  try { statement; } finally { await(Probe.at(8, "finally")); }
 * statement;  =>  for (int again9 = 0; again9 < 2; again9++) { statement; await(Probe.at(9, again9)); }
 * }</pre>
 *
 * Whether it then compiles is not known here: a name may be a package, a value may have to be a constant. Confined to one
 * thread.
 */
final class AwaitPlaces {
    /** Finds the numbers of the mutations in a line of the source. */
    static final Pattern NUMBER = Pattern.compile("(?:Probe\\.at\\(|again)(\\d+)");

    private static final Set<Class<? extends Expression>> NO_VALUES = Set.of(
            ArrayInitializerExpr.class,
            LambdaExpr.class,
            MethodReferenceExpr.class,
            NullLiteralExpr.class,
            SuperExpr.class,
            ThisExpr.class,
            TypeExpr.class,
            VariableDeclarationExpr.class);

    private static final int DEEP_DIGITS = 5;

    private final CompilationUnit unit;
    private final List<Node> places;

    private AwaitPlaces(CompilationUnit unit) {
        this.unit = unit;
        this.places = unit.findAll(Node.class, AwaitPlaces::isPlace);
    }

    static AwaitPlaces in(String source) {
        ParserConfiguration java17 =
                new ParserConfiguration().setLanguageLevel(ParserConfiguration.LanguageLevel.JAVA_17);
        return new AwaitPlaces(new JavaParser(java17)
                .parse(source)
                .getResult()
                .orElseThrow(() -> new IllegalArgumentException("JavaParser cannot read the source")));
    }

    int count() {
        return places.size();
    }

    String source() {
        return unit.toString();
    }

    void mutate(int place) {
        Node node = places.get(place);
        if (node instanceof Expression value) {
            NullLiteralExpr gap = new NullLiteralExpr();
            value.replace(await(place, gap));
            gap.replace(value);
        } else {
            String kept = node.toString();
            String text = place % 2 == 0
                    ? "try { " + kept + " } finally { await(Probe.at(" + place + ", \"finally\")); }"
                    : "for (int again" + place + " = 0; again" + place + " < 2; again" + place + "++) { " + kept
                            + " await(Probe.at(" + place + ", again" + place + ")); }";
            node.replace(new JavaParser().parseStatement(text).getResult().orElseThrow());
        }
    }

    private static Expression await(int place, Expression value) {
        IntegerLiteralExpr number = new IntegerLiteralExpr(String.valueOf(place));
        MethodCallExpr probe = new MethodCallExpr(new NameExpr("Probe"), "at", NodeList.nodeList(number, value));
        return new MethodCallExpr("await", probe);
    }

    private static boolean isPlace(Node node) {
        if (node instanceof ExpressionStmt statement) {
            return !(statement.getExpression() instanceof VariableDeclarationExpr) && isInAsyncCode(node);
        }
        return node instanceof Expression expression && isValue(expression) && isInAsyncCode(node);
    }

    private static boolean isValue(Expression expression) {
        Node parent = expression.getParentNode().orElseThrow();
        return !NO_VALUES.contains(expression.getClass())
                && !(expression instanceof PatternExpr)
                && !(expression instanceof AnnotationExpr)
                && !(expression instanceof NameExpr name
                        && Character.isUpperCase(name.getNameAsString().charAt(0)))
                && !(parent instanceof AnnotationExpr)
                && !(parent instanceof AssignExpr assignment && assignment.getTarget() == expression)
                && !(parent instanceof UnaryExpr unary && isStep(unary))
                && !(parent instanceof SwitchEntry entry && entry.getLabels().contains(expression));
    }

    private static boolean isStep(UnaryExpr unary) {
        return switch (unary.getOperator()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> true;
            default -> false;
        };
    }

    /** Whether the nearest body around it may await: that of an async method, or of a lambda that awaits already. */
    private static boolean isInAsyncCode(Node node) {
        Node body = surrounding(node);
        if (body instanceof MethodDeclaration method) {
            return method.isAnnotationPresent("Async") && !isDeep(method);
        }
        return body instanceof LambdaExpr lambda
                && lambda.findFirst(
                                MethodCallExpr.class,
                                call -> call.getNameAsString().equals("await") && surrounding(call) == lambda)
                        .isPresent();
    }

    /** Cases of thousands of calls are about the stack: an await before them makes them run on another, small one. */
    private static boolean isDeep(MethodDeclaration method) {
        return method.findFirst(
                        IntegerLiteralExpr.class,
                        number -> number.getValue().replace("_", "").length() >= DEEP_DIGITS)
                .isPresent();
    }

    /** The innermost method, lambda, class or synchronized block around a node. */
    private static Node surrounding(Node node) {
        Node outer = node.getParentNode().orElseThrow();
        while (!(outer instanceof MethodDeclaration
                || outer instanceof LambdaExpr
                || outer instanceof BodyDeclaration
                || outer instanceof SynchronizedStmt
                || outer instanceof CompilationUnit)) {
            outer = outer.getParentNode().orElseThrow();
        }
        return outer;
    }
}
