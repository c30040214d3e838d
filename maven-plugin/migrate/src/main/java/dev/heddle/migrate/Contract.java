package dev.heddle.migrate;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.YieldTree;
import dev.heddle.migrate.Places.Obstacle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** What the callers of a method can rely on, and could not any more if it were asynchronous. Confined to one thread. */
final class Contract {
    private static final Set<String> CHECKING_CLASSES =
            Set.of("Objects", "Preconditions", "Validate", "Verify", "Assert", "Checks");

    /** Methods of such classes that check nothing. */
    private static final Set<String> QUESTIONS =
            Set.of("compare", "deepEquals", "equals", "hash", "hashCode", "isNull", "nonNull", "toString");

    private static final String LOCKS = "java.util.concurrent.locks.";
    private static final Set<String> LOCKING = Set.of("lock", "lockInterruptibly", "tryLock");

    private final Unit unit;
    private final MethodTree method;
    private final ExecutableElement element;

    Contract(Unit unit, MethodTree method, ExecutableElement element) {
        this.unit = unit;
        this.method = method;
        this.element = element;
    }

    /** That callers enter one after the other. */
    Optional<Obstacle> monitor() {
        return element.getModifiers().contains(Modifier.SYNCHRONIZED)
                ? Optional.of(new Obstacle(
                        method,
                        "the method is `synchronized`, and would wait while holding a monitor",
                        "lock in the method"))
                : Optional.empty();
    }

    /**
     * That the thread which has taken a lock is the one that gives it back.
     *
     * @param homes the method, and the lambdas whose code moves into it
     */
    Optional<Obstacle> lock(Set<Tree> homes) {
        return unit.below(method, MethodInvocationTree.class, this::isLocking).stream()
                .filter(each -> homes.contains(unit.home(each)))
                .findFirst()
                .map(each -> new Obstacle(
                        each,
                        "a lock belongs to a thread, and behind an `await` the method may be in another one",
                        "use a lock of `dev.heddle.sync`, or none"));
    }

    private boolean isLocking(MethodInvocationTree call) {
        Element called = unit.element(call);
        return called != null
                && LOCKING.contains(Names.simple(called))
                && String.valueOf(called.getEnclosingElement()).startsWith(LOCKS);
    }

    /** That they get the very future which someone else has: an async method makes one of its own. */
    Optional<Obstacle> identity(ExpressionTree returned) {
        return results(returned).map(this::identityOf).flatMap(Optional::stream).findFirst();
    }

    /** That they get null, and are not told of a failure. */
    Optional<Obstacle> nothing(ExpressionTree returned) {
        return results(returned).map(this::nothingOf).flatMap(Optional::stream).findFirst();
    }

    private Optional<Obstacle> nothingOf(ExpressionTree value) {
        return value.getKind() == Tree.Kind.NULL_LITERAL
                ? Optional.of(new Obstacle(
                        value,
                        "it returns null, for which an `@Async` method fails",
                        "return `CompletableFuture.completedFuture(null)`"))
                : Optional.empty();
    }

    private Optional<Obstacle> identityOf(ExpressionTree value) {
        Optional<Obstacle> nothing = nothingOf(value);
        if (nothing.isPresent()) {
            return nothing;
        }
        boolean isKept = value instanceof AssignmentTree || unit.element(value) instanceof VariableElement;
        return isKept
                ? Optional.of(new Obstacle(
                        value,
                        "it returns the future `" + unit.text(value)
                                + "` itself; an `@Async` method returns one of its own",
                        null))
                : Optional.empty();
    }

    /** The expressions that an expression may have its value from. */
    private Stream<ExpressionTree> results(ExpressionTree expression) {
        ExpressionTree value = Uses.withoutParentheses(expression);
        if (value instanceof TypeCastTree cast) {
            return results(cast.getExpression());
        }
        if (value instanceof ConditionalExpressionTree choice) {
            return Stream.concat(results(choice.getTrueExpression()), results(choice.getFalseExpression()));
        }
        if (value instanceof SwitchExpressionTree choice) {
            Stream<ExpressionTree> arms = choice.getCases().stream()
                    .map(CaseTree::getBody)
                    .filter(ExpressionTree.class::isInstance)
                    .map(ExpressionTree.class::cast);
            Stream<ExpressionTree> yields =
                    unit.below(choice, YieldTree.class, each -> true).stream().map(YieldTree::getValue);
            return Stream.concat(arms, yields).flatMap(this::results);
        }
        return Stream.of(value);
    }

    /** That what it throws before it waits for anything reaches them at once, and is not in the future. */
    Optional<Obstacle> earlyFailure(List<MethodInvocationTree> joins) {
        int firstWait = joins.stream()
                .filter(join -> unit.home(join) == method)
                .mapToInt(unit::start)
                .min()
                .orElse(Integer.MAX_VALUE);
        return Stream.concat(
                        unit.directlyIn(method, ThrowTree.class).stream(),
                        unit.directlyIn(method, MethodInvocationTree.class).stream()
                                .filter(this::isCheck))
                .filter(each -> unit.start(each) < firstWait)
                .findFirst()
                .map(each -> new Obstacle(
                        each,
                        "it throws at its caller before there is a future; an `@Async` method puts what it throws into the"
                                + " future",
                        "check in a method of its own that calls this one"));
    }

    private boolean isCheck(MethodInvocationTree call) {
        Element called = unit.element(call);
        return called != null
                && called.getModifiers().contains(Modifier.STATIC)
                && CHECKING_CLASSES.contains(Names.simple(called.getEnclosingElement()))
                && !QUESTIONS.contains(Names.simple(called));
    }
}
