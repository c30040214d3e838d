package dev.heddle.migrate;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import dev.heddle.migrate.Places.Obstacle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A file written for EA Async, moved to Heddle's words as a whole or not at all. An await in a method that returns a future stays
 * one; anywhere else EA Async blocks, and {@code join()} says so. Confined to one thread.
 */
final class EaAsyncFile {
    private final Compilation compilation;
    private final Unit unit;
    private final List<Remark> refusals = new ArrayList<>();
    private final List<Tree> replaced = new ArrayList<>();
    private final List<String> added = new ArrayList<>();
    private final List<Remark> notes = new ArrayList<>();
    private final Edits edits = new Edits();
    private final Words words;

    EaAsyncFile(Compilation compilation, Unit unit) {
        this.compilation = compilation;
        this.unit = unit;
        this.words = new Words(unit, compilation.elements);
    }

    List<Remark> refusals() {
        return refusals;
    }

    /** Null where nothing is to be done, or nothing can be. */
    @Nullable
    Plan plan() {
        List<MethodInvocationTree> calls = unit.below(
                unit.tree, MethodInvocationTree.class, each -> Names.isDeclaredIn(unit.element(each), Names.EA_ASYNC));
        if (calls.isEmpty() && !Imports.areOfEaAsync(unit)) {
            return null;
        }
        Set<MethodTree> methods = Collections.newSetFromMap(new IdentityHashMap<>());
        for (MethodInvocationTree call : calls) {
            replaced.add(call);
            if (call.getArguments().isEmpty()) {
                initialisation(call);
            } else {
                await(call, methods);
            }
        }
        for (MemberReferenceTree reference : unit.below(
                unit.tree, MemberReferenceTree.class, each -> Names.isDeclaredIn(unit.element(each), Names.EA_ASYNC))) {
            refuse(new Obstacle(
                    reference, "a reference to `await` blocks, or does not, by where it is called", "write a lambda"));
        }
        methods.forEach(this::asynchronous);
        if (!refusals.isEmpty()) {
            return null;
        }
        return new Plan(unit, "", null, 0, edits, words.imports(), replaced, added, notes);
    }

    private void refuse(Obstacle obstacle) {
        refusals.add(remark(Remark.Severity.REFUSED, obstacle));
    }

    private Remark remark(Remark.Severity severity, Obstacle about) {
        Tree method = unit.home(about.tree());
        return Remark.at(
                severity,
                about.message(),
                method != null && unit.element(method) instanceof ExecutableElement element ? Names.shown(element) : "",
                unit.source,
                unit.start(about.tree()),
                unit.end(about.tree()),
                about.help());
    }

    private void await(MethodInvocationTree call, Set<MethodTree> methods) {
        Tree home = unit.home(call);
        boolean suspends =
                home instanceof MethodTree method && unit.element(method) instanceof ExecutableElement element
                        ? isFuture(element.getReturnType())
                        : home instanceof LambdaExpressionTree lambda && returnsFuture(lambda);
        if (!suspends || home == null) {
            blocking(call);
            return;
        }
        Obstacle obstacle = Places.toAwait(unit, call, home);
        if (obstacle != null) {
            refuse(obstacle);
        }
        if (home instanceof MethodTree method) {
            methods.add(method);
        }
        Tree select = call.getMethodSelect();
        edits.replace(unit.start(select), unit.end(select), words.await(call));
    }

    private void asynchronous(MethodTree method) {
        if (method.getModifiers().getFlags().contains(Modifier.SYNCHRONIZED)) {
            refuse(new Obstacle(
                    method.getBody(),
                    "the method is `synchronized`; EA Async gives up the monitor while it waits, and Heddle never does",
                    "use a lock of `dev.heddle.sync`, or none"));
        }
        if (unit.element(method) instanceof ExecutableElement element) {
            Contract contract = new Contract(unit, method, element);
            unit.directlyIn(method, ReturnTree.class)
                    .forEach(each -> contract.nothing(each.getExpression()).ifPresent(this::refuse));
        }
        Annotating.add(unit, method, words.async(), edits);
    }

    /** Without a future to return there is nothing to suspend: EA Async calls `join()` there. */
    private void blocking(MethodInvocationTree call) {
        ExpressionTree future = call.getArguments().get(0);
        boolean primary = future instanceof NewClassTree || Value.isPrimary(future);
        boolean isFuture = isSubclass(unit.type(future), Chains.FUTURE);
        String join = isFuture ? ".join()" : ".toCompletableFuture().join()";
        edits.wrap(
                unit.start(call),
                unit.end(call),
                primary ? "" : "(",
                unit.start(future),
                unit.end(future),
                primary ? join : ")" + join);
        notes.add(remark(
                Remark.Severity.NOTE,
                new Obstacle(call, "this blocks, as it did: there is no future to return", null)));
        if (!isFuture) {
            added.add(Chains.STAGE + ".toCompletableFuture()");
        }
        added.add(Chains.FUTURE + ".join()");
    }

    /** The call that has EA Async load its agent; a static initialiser that does nothing else goes with it. */
    private void initialisation(MethodInvocationTree call) {
        if (!(unit.parent(call) instanceof ExpressionStatementTree statement)
                || !(unit.parent(statement) instanceof BlockTree block)) {
            refuse(new Obstacle(
                    call, "`" + unit.text(call) + "` is not a statement of its own", "leave it out by hand"));
            return;
        }
        boolean whole = block.isStatic()
                && block.getStatements().size() == 1
                && Comments.in(unit.text(block)).isEmpty();
        line(whole ? block : statement);
    }

    /** Removes a tree, with its line if nothing else is there, and with the empty line that would be one too many. */
    private void line(Tree tree) {
        String text = unit.source.text();
        int start = unit.source.lineStart(unit.start(tree));
        int end = unit.source.lineEnd(unit.end(tree));
        boolean alone = text.substring(start, unit.start(tree)).isBlank()
                && text.substring(unit.end(tree), end).isBlank();
        if (!alone) {
            edits.replace(unit.start(tree), unit.end(tree), "");
            return;
        }
        int next = unit.source.nextLine(end);
        boolean emptyBehind = text.substring(next, unit.source.lineEnd(next)).isBlank();
        boolean opensBlock = text.substring(0, start).stripTrailing().endsWith("{");
        boolean emptyBefore = start > 0
                && text.substring(unit.source.lineStart(start - 1), start).isBlank();
        if (emptyBehind && (opensBlock || emptyBefore)) {
            next = unit.source.nextLine(next);
        }
        edits.replace(start, next, "");
    }

    private boolean returnsFuture(LambdaExpressionTree lambda) {
        if (!(unit.type(lambda) instanceof DeclaredType type)) {
            return false;
        }
        return compilation.elements.getAllMembers((TypeElement) type.asElement()).stream()
                .filter(member -> member.getKind() == ElementKind.METHOD
                        && member.getModifiers().contains(Modifier.ABSTRACT)
                        && !isOfObject(member))
                .map(member -> compilation.types.asMemberOf(type, member))
                .anyMatch(
                        method -> method instanceof ExecutableType executable && isFuture(executable.getReturnType()));
    }

    /** An interface may repeat what every object has. */
    private boolean isOfObject(Element member) {
        return Stream.of("equals", "hashCode", "toString").anyMatch(member.getSimpleName()::contentEquals);
    }

    private boolean isFuture(TypeMirror type) {
        return isSubclass(type, Chains.STAGE);
    }

    private boolean isSubclass(@Nullable TypeMirror type, String className) {
        return type != null
                && !type.getKind().isPrimitive()
                && compilation.types.isSubtype(
                        compilation.types.erasure(type),
                        compilation.types.erasure(
                                compilation.elements.getTypeElement(className).asType()));
    }
}
