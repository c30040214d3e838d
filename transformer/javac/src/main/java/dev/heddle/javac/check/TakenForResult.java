package dev.heddle.javac.check;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A coroutine or task where its result is meant: in a text, compared with a value, as a monitor. */
final class TakenForResult {
    private static final String STRING = "java.lang.String";
    private static final Set<String> PRINTING = Set.of("print", "println", "append", "valueOf");

    private TakenForResult() {}

    static void check(Place place, Consumer<Finding> found) {
        Code code = place.code();
        Tree tree = place.tree();
        if (tree instanceof BinaryTree sum) {
            if (isString(sum, code)) {
                Stream.of(sum.getLeftOperand(), sum.getRightOperand())
                        .forEach(operand -> checkText(operand, place, found));
            }
        } else if (tree instanceof CompoundAssignmentTree sum) {
            if (isString(sum.getVariable(), code)) {
                checkText(sum.getExpression(), place, found);
            }
        } else if (tree instanceof SynchronizedTree block) {
            checkMonitor(block, place, found);
        } else if (tree instanceof MethodInvocationTree call) {
            checkCall(call, place, found);
        }
    }

    private static void checkCall(MethodInvocationTree call, Place place, Consumer<Finding> found) {
        ExecutableElement method = place.code().method(call);
        ExpressionTree receiver = Code.receiver(call);
        List<? extends ExpressionTree> arguments = call.getArguments();
        if (method == null || arguments.isEmpty()) {
            return;
        }
        if (Words.isMethod(method, "java.util.Objects", "equals")) {
            checkEqual(arguments.get(0), arguments.get(1), place, found);
        } else if (method.getSimpleName().contentEquals("equals") && arguments.size() == 1 && receiver != null) {
            checkEqual(receiver, arguments.get(0), place, found);
        } else if (arguments.size() == 1
                && PRINTING.contains(method.getSimpleName().toString())
                && method.getParameters().get(0).asType().toString().equals("java.lang.Object")) {
            checkText(arguments.get(0), place, found);
        }
    }

    private static void checkText(ExpressionTree operand, Place place, Consumer<Finding> found) {
        if (place.code().words().isCoroutine(place.code().type(operand))) {
            found.accept(finding(operand, "an awaitable is put into a text").fixedBy(awaited(operand, place)));
        }
    }

    private static void checkEqual(ExpressionTree left, ExpressionTree right, Place place, Consumer<Finding> found) {
        Words words = place.code().words();
        TypeMirror leftType = place.code().type(left);
        TypeMirror rightType = place.code().type(right);
        if (isMeantToBeAwaited(leftType, place) && isOtherValue(rightType, words)) {
            found.accept(finding(left, "an awaitable is compared with something that is none")
                    .fixedBy(awaited(left, place)));
        } else if (isMeantToBeAwaited(rightType, place) && isOtherValue(leftType, words)) {
            found.accept(finding(right, "an awaitable is compared with something that is none")
                    .fixedBy(awaited(right, place)));
        }
    }

    /** Code that awaits nothing may do with futures what it likes; coroutines and tasks are there to be awaited. */
    private static boolean isMeantToBeAwaited(@Nullable TypeMirror type, Place place) {
        Words words = place.code().words();
        return words.isAwaitable(type)
                && (!words.isA(type, Words.COMPLETION_STAGE)
                        || place.asyncBody().isPresent());
    }

    private static boolean isOtherValue(@Nullable TypeMirror type, Words words) {
        return type != null
                && (type.getKind().isPrimitive() || type.getKind() == TypeKind.DECLARED)
                && !words.isAwaitable(type)
                && !type.toString().equals("java.lang.Object");
    }

    private static void checkMonitor(SynchronizedTree block, Place place, Consumer<Finding> found) {
        ExpressionTree monitor = Code.withoutParentheses(block.getExpression());
        if (isMeantToBeAwaited(place.code().type(monitor), place)) {
            found.accept(new Finding(
                    Rule.TAKEN_FOR_RESULT,
                    monitor,
                    "an awaitable is locked as a monitor",
                    "what a monitor guards belongs to threads; an awaitable is handed around, and anybody can lock it",
                    "lock an object of your own; state that only tasks of one loop touch needs no lock"));
        }
    }

    private static Fix awaited(ExpressionTree operand, Place place) {
        return place.asyncBody().isPresent()
                ? source -> List.of(source.wrap(operand, source.coroutines(Names.AWAIT, place.owner())))
                : Fix.NONE;
    }

    private static boolean isString(ExpressionTree tree, Code code) {
        TypeMirror type = code.type(tree);
        return type != null && type.toString().equals(STRING);
    }

    private static Finding finding(Tree at, String message) {
        return new Finding(
                Rule.TAKEN_FOR_RESULT,
                at,
                message,
                "it stands for a value that comes later and is never equal to one",
                "`await` it first");
    }
}
