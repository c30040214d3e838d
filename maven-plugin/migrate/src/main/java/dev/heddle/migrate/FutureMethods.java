package dev.heddle.migrate;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import dev.heddle.migrate.Places.Obstacle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * Methods that return futures and are written with callbacks, or block: each becomes an {@code @Async} method, or is refused
 * with the reason. Confined to one thread.
 */
final class FutureMethods {
    private final Compilation compilation;
    private final Unit unit;
    private final List<Remark> refusals = new ArrayList<>();

    FutureMethods(Compilation compilation, Unit unit) {
        this.compilation = compilation;
        this.unit = unit;
    }

    List<Remark> refusals() {
        return refusals;
    }

    List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        unit.methods(compilation.types).forEach((key, method) -> {
            if (method.getBody() != null
                    && unit.element(method) instanceof ExecutableElement element
                    && element.getReturnType() instanceof DeclaredType type
                    && isFuture(type)
                    && !Annotating.has(method, "Async")) {
                Plan plan = new Attempt(key, method, element).plan();
                if (plan != null && isLost(method, plans)) {
                    refusals.add(plan.refused(
                            "it is in code that moves out of a lambda", "run the goal once more when that is written"));
                } else if (plan != null) {
                    plans.add(plan);
                }
            }
        });
        return plans;
    }

    /** Whether a method is one of a class in code that is written anew. */
    private boolean isLost(MethodTree method, List<Plan> plans) {
        return plans.stream().anyMatch(plan -> plan.edits().lose(unit.start(method), unit.end(method)));
    }

    private static boolean isFuture(DeclaredType type) {
        String name = type.asElement().toString();
        return name.equals(Chains.FUTURE) || name.equals(Chains.STAGE);
    }

    /** One method. */
    private final class Attempt {
        private final String key;
        private final MethodTree method;
        private final ExecutableElement element;
        private final Chains chains = new Chains(unit);
        private final List<ReturnTree> returns;
        private final List<Chain> rewritten = new ArrayList<>();
        private final List<MethodInvocationTree> joins = new ArrayList<>();
        private final List<MethodInvocationTree> watchers = new ArrayList<>();
        private final List<Obstacle> obstacles = new ArrayList<>();

        /** The method, and the lambdas whose code moves into it. */
        private final Set<Tree> homes = Collections.newSetFromMap(new IdentityHashMap<>());

        Attempt(String key, MethodTree method, ExecutableElement element) {
            this.key = key;
            this.method = method;
            this.element = element;
            this.returns = unit.directlyIn(method, ReturnTree.class);
        }

        @Nullable
        Plan plan() {
            for (ReturnTree each : returns) {
                Chain chain = chains.returned(each.getExpression());
                if (chain instanceof Chain.Link) {
                    rewritten.add(chain);
                }
            }
            findJoins();
            if (rewritten.isEmpty() && joins.isEmpty()) {
                chains.obstacles().stream().limit(1).forEach(this::refuse);
                return null;
            }
            findObstacles();
            obstacles.forEach(this::refuse);
            return obstacles.isEmpty() ? written() : null;
        }

        private void refuse(Obstacle obstacle) {
            refusals.add(Remark.at(
                    Remark.Severity.REFUSED,
                    obstacle.message(),
                    Names.shown(element),
                    unit.source,
                    unit.start(obstacle.tree()),
                    unit.end(obstacle.tree()),
                    obstacle.help()));
        }

        /** Those that are code of the method itself, once lambdas have moved into it. */
        private void findJoins() {
            homes.add(method);
            rewritten.forEach(this::collectLambdas);
            joins.addAll(unit.below(method, MethodInvocationTree.class, each -> {
                Tree home = unit.home(each);
                while (home instanceof LambdaExpressionTree && homes.contains(home)) {
                    home = unit.home(home);
                }
                return home == method && isJoin(each);
            }));
        }

        private boolean isJoin(MethodInvocationTree call) {
            return call.getMethodSelect() instanceof MemberSelectTree select
                    && select.getIdentifier().contentEquals("join")
                    && Chains.isOfFuture(unit.element(call));
        }

        private void collectLambdas(Chain chain) {
            if (!(chain instanceof Chain.Link link)) {
                return;
            }
            collectLambdas(link.before());
            if (link.step() instanceof Chain.Body body) {
                homes.add(body.tree());
                body.piece().exits().stream()
                        .map(Chain.Exit::chain)
                        .filter(each -> each != null)
                        .forEach(this::collectLambdas);
            } else {
                homes.add(link.step().tree());
                if (link.step() instanceof Chain.Watched watched && watched.occasion() != Chain.Occasion.SUCCESS) {
                    watchers.add(link.tree());
                }
            }
        }

        private void findObstacles() {
            Contract contract = new Contract(unit, method, element);
            contract.monitor().ifPresent(obstacles::add);
            for (ReturnTree each : returns) {
                if (chainOf(each) == null) {
                    contract.identity(each.getExpression()).ifPresent(obstacles::add);
                } else {
                    Obstacle obstacle = Places.toEndLater(unit, each, method);
                    if (obstacle != null) {
                        obstacles.add(obstacle);
                    }
                }
            }
            for (MethodInvocationTree join : joins) {
                Obstacle obstacle = Places.toAwait(unit, join, method);
                if (obstacle != null) {
                    obstacles.add(obstacle);
                }
            }
            if (!joins.isEmpty()) {
                contract.lock(homes).ifPresent(obstacles::add);
            }
            contract.earlyFailure(joins).ifPresent(obstacles::add);
            unit
                    .below(
                            method,
                            MethodInvocationTree.class,
                            each -> Names.isDeclaredIn(unit.element(each), Names.EA_ASYNC))
                    .stream()
                    .limit(1)
                    .forEach(each -> obstacles.add(new Obstacle(each, "it awaits as EA Async does", null)));
        }

        private @Nullable Chain chainOf(ReturnTree statement) {
            ExpressionTree value = Uses.withoutParentheses(statement.getExpression());
            return rewritten.stream()
                    .filter(each -> each.tree() == value)
                    .findFirst()
                    .orElse(null);
        }

        private Plan written() {
            Edits edits = new Edits();
            Words words = new Words(unit, compilation.elements);
            Variables variables = new Variables(unit, method, edits);
            TypeMirror returnType = element.getReturnType();
            for (MethodInvocationTree join : joins) {
                ExpressionTree future = ((MemberSelectTree) join.getMethodSelect()).getExpression();
                edits.wrap(
                        unit.start(join),
                        unit.end(join),
                        words.await(join) + "(",
                        unit.start(future),
                        unit.end(future),
                        ")");
            }
            StraightCode code = new StraightCode(unit, compilation.types, returnType, words, edits, variables);
            rewritten.forEach(variables::move);
            for (ReturnTree statement : returns) {
                Chain chain = chainOf(statement);
                if (chain != null) {
                    code.replace(statement, chain, step());
                }
            }
            Annotating.add(unit, method, words.async(), edits);
            List<Tree> replaced = new ArrayList<>(code.replaced());
            replaced.addAll(joins);
            return new Plan(
                    unit,
                    Names.shown(element),
                    key,
                    unit.start(method),
                    edits,
                    words.imports(),
                    replaced,
                    List.of(),
                    notes(replaced));
        }

        /** How much deeper the statements of the method stand than the method. */
        private String step() {
            String outer = unit.source.indent(unit.start(method));
            String inner = unit.source.indent(
                    unit.start(method.getBody().getStatements().get(0)));
            return inner.length() > outer.length() && inner.startsWith(outer)
                    ? inner.substring(outer.length())
                    : "    ";
        }

        private List<Remark> notes(List<Tree> replaced) {
            List<Remark> notes = new ArrayList<>();
            joins.stream()
                    .filter(join -> unit.home(join) == method)
                    .limit(1)
                    .forEach(join -> notes.add(note(join, "the method does not block its caller any more")));
            for (Tree each : replaced) {
                if (Names.simple(unit.element(each)).equals(Operation.COMBINE.method)) {
                    notes.add(
                            note(
                                    ((MethodInvocationTree) each).getArguments().get(0),
                                    "a failure of the first future ends the method at once; `thenCombine` waits for the second one, too"));
                }
            }
            for (MethodInvocationTree watcher : watchers) {
                notes.add(
                        note(
                                watcher.getArguments().get(0),
                                "if this fails, too, its failure is the one that is seen; `whenComplete` keeps the one before"));
            }
            return notes;
        }

        private Remark note(Tree tree, String message) {
            return Remark.at(
                    Remark.Severity.NOTE,
                    message,
                    Names.shown(element),
                    unit.source,
                    unit.start(tree),
                    unit.end(tree),
                    null);
        }
    }
}
