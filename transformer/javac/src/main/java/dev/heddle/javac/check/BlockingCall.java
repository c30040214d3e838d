package dev.heddle.javac.check;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.UnionTypeTree;
import dev.heddle.javac.check.Fix.Edit;
import dev.heddle.transform.check.Listing;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A call that holds its thread until something has happened, where an {@code await} would do. */
final class BlockingCall {
    static final Set<Rule> RULES = EnumSet.range(Rule.BLOCKING_SLEEP, Rule.BLOCKING_MARKED);

    private static final String TIME_UNIT = "java.util.concurrent.TimeUnit";

    private BlockingCall() {}

    static void check(Place place, Consumer<Finding> found) {
        if (place.asyncBody().isEmpty()) {
            return;
        }
        Code code = place.code();
        Tree tree = place.tree();
        if (tree instanceof MemberSelectTree) {
            if (code.element(tree) instanceof VariableElement field
                    && field.getKind().isField()) {
                TypeElement owner = Words.owner(field);
                String name = field.getSimpleName().toString();
                report(
                        code.words().blocking().groupOfField(code.words().internalName(owner), name),
                        place,
                        field,
                        found);
            }
        } else {
            ExecutableElement method = code.method(tree);
            if (method != null) {
                report(code.words().blocking().groupOf(new CalledInSource(method, code.words())), place, method, found);
            }
        }
    }

    private static void report(Optional<Listing.Group> group, Place place, Element member, Consumer<Finding> found) {
        group.ifPresent(known -> found.accept(finding(known, place, member)));
    }

    private static Finding finding(Listing.Group group, Place place, Element member) {
        String name = place.code().words().internalName(namedOwner(place, member));
        String type = name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
        String call = member.getKind() == ElementKind.CONSTRUCTOR ? "new " + type : type + "." + member.getSimpleName();
        return new Finding(
                group.rule(),
                place.tree(),
                "`" + call + "` blocks in an `@Async` method",
                "while it holds the thread, no other task of the loop runs",
                group.help(),
                fix(group.rule(), place, member));
    }

    /**
     * The class by which a class file names a member: that of which it is called, and without a receiver the innermost one around
     * that has it. What all objects have, and what is imported, it names by the class that declares it.
     */
    private static TypeElement namedOwner(Place place, Element member) {
        TypeElement declaring = Words.owner(member);
        if (member.getKind() == ElementKind.CONSTRUCTOR
                || declaring.getQualifiedName().contentEquals("java.lang.Object")) {
            return declaring;
        }
        Words words = place.code().words();
        ExpressionTree receiver = receiver(place.tree());
        if (receiver != null) {
            TypeMirror type = place.code().type(receiver);
            return type != null && words.types().erasure(type) instanceof DeclaredType declared
                    ? (TypeElement) declared.asElement()
                    : declaring;
        }
        String wanted = declaring.getQualifiedName().toString();
        return place.owners()
                .filter(owner -> words.isA(owner.asType(), wanted))
                .findFirst()
                .orElse(declaring);
    }

    private static @Nullable ExpressionTree receiver(Tree tree) {
        if (tree instanceof MemberSelectTree field) {
            return field.getExpression();
        }
        return tree instanceof MethodInvocationTree call ? Code.receiver(call) : null;
    }

    private static Fix fix(Rule rule, Place place, Element member) {
        if (place.tree() instanceof MethodInvocationTree call && member instanceof ExecutableElement method) {
            if (rule == Rule.BLOCKING_SLEEP) {
                return source -> awaitedSleep(call, method, place, source);
            }
            if (rule == Rule.BLOCKING_FUTURE) {
                return source -> awaitedFuture(call, place, source);
            }
        }
        return Fix.NONE;
    }

    private static List<Edit> awaitedSleep(
            MethodInvocationTree call, ExecutableElement method, Place place, SourceText source) {
        if (wouldLeaveCatchAlone(place) || call.getArguments().size() != 1) {
            return List.of();
        }
        ExpressionTree receiver = Code.receiver(call);
        String argument = source.of(call.getArguments().get(0));
        String type = method.getParameters().get(0).asType().toString();
        String duration = source.type("java.time.Duration");
        String length = argument;
        if (Words.isMethod(method, TIME_UNIT, "sleep")) {
            if (receiver == null) {
                return List.of();
            }
            length = duration + ".of(" + argument + ", " + source.of(receiver) + ".toChronoUnit())";
        } else if (type.equals("long")) {
            length = duration + ".ofMillis(" + argument + ")";
        }
        String sleep = source.coroutines("sleep", place.owner());
        return List.of(source.replace(call, await(place, source) + "(" + sleep + "(" + length + "))"));
    }

    private static List<Edit> awaitedFuture(MethodInvocationTree call, Place place, SourceText source) {
        ExpressionTree receiver = Code.receiver(call);
        boolean canBeAwaited = receiver != null
                && place.code().words().isAwaitable(place.code().type(receiver));
        return receiver == null || !canBeAwaited || !call.getArguments().isEmpty() || wouldLeaveCatchAlone(place)
                ? List.of()
                : List.of(source.replace(call, await(place, source) + "(" + source.of(receiver) + ")"));
    }

    private static String await(Place place, SourceText source) {
        return source.coroutines(Names.AWAIT, place.owner());
    }

    /** Whether a handler around catches what only the blocking call throws; without that call it would not compile. */
    private static boolean wouldLeaveCatchAlone(Place place) {
        return place.isInside(around -> around.tree() instanceof TryTree tree
                && around.part() == tree.getBlock()
                && tree.getCatches().stream()
                        .flatMap(BlockingCall::caught)
                        .anyMatch(type -> type.matches(".*\\b(Interrupted|Execution|Completion)Exception")));
    }

    private static Stream<String> caught(CatchTree handler) {
        Tree type = handler.getParameter().getType();
        return type instanceof UnionTypeTree union
                ? union.getTypeAlternatives().stream().map(Object::toString)
                : Stream.of(type.toString());
    }
}
