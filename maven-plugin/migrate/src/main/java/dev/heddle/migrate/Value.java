package dev.heddle.migrate;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.util.EnumSet;
import java.util.Set;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A result, as an expression that has been written down. Immutable.
 *
 * @param type of the expression; null where javac is to find it, as it did for the parameter of a lambda
 */
record Value(String text, @Nullable TypeMirror type, Form form) {
    /** The result of what has none. */
    static final Value NONE = new Value("null", null, Form.NONE);

    private static final Set<Tree.Kind> STEPS = EnumSet.of(
            Tree.Kind.POSTFIX_INCREMENT,
            Tree.Kind.POSTFIX_DECREMENT,
            Tree.Kind.PREFIX_INCREMENT,
            Tree.Kind.PREFIX_DECREMENT);

    /** What an expression can be used for. */
    enum Form {
        /** A statement, and something to call a method on. */
        CALL,
        /** A statement. */
        STATEMENT,
        /** Something to call a method on. */
        PRIMARY,
        /** A value only. */
        OTHER,
        /** Nothing at all. */
        NONE
    }

    static Value call(String text) {
        return new Value(text, null, Form.CALL);
    }

    /** An expression of the program, in its new text. */
    static Value of(ExpressionTree tree, @Nullable TypeMirror type, String text) {
        return new Value(text, type, form(tree));
    }

    private static Form form(ExpressionTree tree) {
        if (tree instanceof MethodInvocationTree) {
            return Form.CALL;
        }
        if (tree instanceof NewClassTree
                || tree instanceof AssignmentTree
                || tree instanceof CompoundAssignmentTree
                || tree instanceof UnaryTree step && isStep(step)) {
            return Form.STATEMENT;
        }
        return isPrimary(tree) ? Form.PRIMARY : Form.OTHER;
    }

    /** Whether it adds or subtracts one. */
    static boolean isStep(UnaryTree tree) {
        return STEPS.contains(tree.getKind());
    }

    static boolean isPrimary(ExpressionTree tree) {
        return tree instanceof MethodInvocationTree
                || tree instanceof IdentifierTree
                || tree instanceof LiteralTree
                || tree instanceof MemberSelectTree
                || tree instanceof ParenthesizedTree
                || tree instanceof ArrayAccessTree;
    }

    boolean isStatement() {
        return form == Form.CALL || form == Form.STATEMENT;
    }

    /** Whether it is nothing but a variable, which need not be read for nothing. */
    boolean isName() {
        return form == Form.PRIMARY && text.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /** The text, to be followed by a dot. */
    String receiver() {
        return form == Form.CALL || form == Form.PRIMARY ? text : "(" + text + ")";
    }

    /** The type if it is primitive, else null. */
    @Nullable
    PrimitiveType primitive() {
        return type instanceof PrimitiveType primitive ? primitive : null;
    }
}
