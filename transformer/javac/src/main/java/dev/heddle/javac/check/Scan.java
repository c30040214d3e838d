package dev.heddle.javac.check;

import com.sun.source.tree.Tree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.heddle.transform.check.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rules, by the kinds of trees that each looks at, and the walk through a class on which they are asked. */
final class Scan extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private static final List<Check> CHECKS = List.of(
            on(
                    AwaitOutsideAsync::check,
                    Rule.AWAIT_OUTSIDE_ASYNC,
                    Kind.METHOD_INVOCATION,
                    Kind.MEMBER_REFERENCE,
                    Kind.TRY),
            on(ReturnType::check, Set.of(Rule.RETURN_TYPE, Rule.RETURNS_NOTHING), Kind.METHOD),
            on(AsyncDeclaration::check, Rule.NOT_A_METHOD_WITH_A_BODY, Kind.METHOD),
            on(SynchronizedMethod::check, Rule.SYNCHRONIZED_METHOD, Kind.METHOD),
            on(
                    CoroutineDropped::check,
                    Rule.COROUTINE_DROPPED,
                    Kind.EXPRESSION_STATEMENT,
                    Kind.LAMBDA_EXPRESSION,
                    Kind.MEMBER_REFERENCE,
                    Kind.VARIABLE),
            on(ReturnedOutOfTry::check, Rule.RETURNED_OUT_OF_TRY, Kind.RETURN),
            on(NestedAwaitable::check, Rule.NESTED_AWAITABLE, Kind.METHOD, Kind.METHOD_INVOCATION),
            on(
                    TakenForResult::check,
                    Rule.TAKEN_FOR_RESULT,
                    Kind.PLUS,
                    Kind.PLUS_ASSIGNMENT,
                    Kind.SYNCHRONIZED,
                    Kind.METHOD_INVOCATION),
            on(ScopeLeftEarly::check, Rule.SCOPE_LEFT_EARLY, Kind.RETURN, Kind.BREAK, Kind.CONTINUE),
            on(BlockingCall::check, BlockingCall.RULES, Kind.METHOD_INVOCATION, Kind.NEW_CLASS, Kind.MEMBER_SELECT),
            on(BusyWait::check, Rule.BUSY_WAIT, Kind.WHILE_LOOP, Kind.DO_WHILE_LOOP),
            on(OneAfterTheOther::check, Rule.ONE_AFTER_THE_OTHER, Kind.ENHANCED_FOR_LOOP),
            on(CancelledKept::check, Rule.CANCELLED_KEPT, Kind.TRY),
            on(CleanupUnshielded::check, Rule.CLEANUP_UNSHIELDED, Kind.TRY),
            on(TimeoutWithoutEffect::check, Rule.TIMEOUT_WITHOUT_EFFECT, Kind.METHOD_INVOCATION, Kind.TRY),
            on(TimeoutParameter::check, Rule.TIMEOUT_PARAMETER, Kind.METHOD),
            on(ScopeNotPassedOn::check, Rule.SCOPE_NOT_PASSED_ON, Kind.METHOD_INVOCATION),
            on(SpawnedInRootScope::check, Rule.SPAWNED_IN_ROOT_SCOPE, Kind.METHOD_INVOCATION),
            on(ResourceOutlived::check, Rule.RESOURCE_OUTLIVED, Kind.METHOD_INVOCATION),
            on(UnusualSleep::check, Rule.UNUSUAL_SLEEP, Kind.METHOD_INVOCATION),
            on(NameSuffix::check, Rule.NAME_SUFFIX, Kind.METHOD),
            on(FixedExecutor::check, Rule.FIXED_EXECUTOR, Kind.METHOD_INVOCATION),
            on(CoroutineTest::check, Rule.COROUTINE_TEST, Kind.METHOD),
            on(ChainedCalls::check, Rule.CHAINED_CALLS, Kind.RETURN));

    /** Of classes that do not compile, since it is about what javac refuses; the others could only guess there. */
    private static final List<Check> WHERE_JAVAC_REFUSES =
            List.of(on(NotAwaitable::check, Rule.NOT_AWAITABLE, Kind.METHOD_INVOCATION));

    private final Map<Kind, List<Check>> byKind = new EnumMap<>(Kind.class);
    private final Code code;
    private final Predicate<Rule> isHeard;
    private final List<Found> found = new ArrayList<>();

    private Scan(Code code, List<Check> checks, Predicate<Rule> isHeard) {
        this.code = code;
        this.isHeard = isHeard;
        for (Check check : checks) {
            if (check.rules().stream().anyMatch(isHeard)) {
                check.kinds()
                        .forEach(kind -> byKind.computeIfAbsent(kind, none -> new ArrayList<>())
                                .add(check));
            }
        }
    }

    /** One entry of the lists above. */
    private record Check(Look look, Set<Rule> rules, Set<Kind> kinds) {}

    @FunctionalInterface
    private interface Look {
        void at(Place place, Consumer<Finding> found);
    }

    /** A finding, and the place whose look at it was. */
    record Found(Finding finding, TreePath at) {}

    /** All rules that are looked for in trees. */
    static Set<Rule> rules() {
        return Stream.concat(CHECKS.stream(), WHERE_JAVAC_REFUSES.stream())
                .flatMap(check -> check.rules().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the rules that are heard find in a class that javac has compiled without an error. */
    static List<Found> inCompiled(TreePath type, Code code, Predicate<Rule> isHeard) {
        return in(type, code, CHECKS, isHeard);
    }

    /** What is to be said of a class that javac refuses. */
    static List<Found> inRefused(TreePath type, Code code, Predicate<Rule> isHeard) {
        return in(type, code, WHERE_JAVAC_REFUSES, isHeard);
    }

    private static List<Found> in(TreePath type, Code code, List<Check> checks, Predicate<Rule> isHeard) {
        Scan scan = new Scan(code, checks, isHeard);
        scan.scan(type, null);
        return scan.found;
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        List<Check> checks = tree == null ? null : byKind.get(tree.getKind());
        if (tree != null && checks != null) {
            TreePath path = new TreePath(getCurrentPath(), tree);
            Place place = new Place(path, code);
            checks.forEach(check -> check.look().at(place, finding -> add(finding, path)));
        }
        return super.scan(tree, nothing);
    }

    /** One check may look for several rules, of which not all are heard. */
    private void add(Finding finding, TreePath path) {
        if (isHeard.test(finding.rule())) {
            found.add(new Found(finding, path));
        }
    }

    private static Check on(Look look, Rule rule, Kind... kinds) {
        return on(look, Set.of(rule), kinds);
    }

    private static Check on(Look look, Set<Rule> rules, Kind... kinds) {
        return new Check(look, rules, Set.of(kinds));
    }
}
