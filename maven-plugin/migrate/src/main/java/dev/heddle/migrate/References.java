package dev.heddle.migrate;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParameterizedTypeTree;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Method references as the calls that they stand for. Stateless but for its unit. */
final class References {
    private final Unit unit;

    References(Unit unit) {
        this.unit = unit;
    }

    /** The call, with arguments that are written down already. */
    String call(MemberReferenceTree reference, List<String> arguments) {
        String qualifier = unit.text(reference.getQualifierExpression());
        if (reference.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
            return "new " + qualifier + diamond(reference) + list(arguments);
        }
        if (isReceiverFirst(reference)) {
            return arguments.get(0) + "." + reference.getName() + list(arguments.subList(1, arguments.size()));
        }
        return (qualifier.equals("this") ? "" : qualifier + ".") + reference.getName() + list(arguments);
    }

    /** Whether the first argument is what the method is called on. */
    boolean isReceiverFirst(MemberReferenceTree reference) {
        Element method = unit.element(reference);
        return reference.getMode() == MemberReferenceTree.ReferenceMode.INVOKE
                && unit.element(reference.getQualifierExpression()) instanceof TypeElement
                && method != null
                && !method.getModifiers().contains(Modifier.STATIC);
    }

    /** The type of the call if it is primitive, else null. */
    @Nullable
    TypeMirror primitive(MemberReferenceTree reference) {
        return reference.getMode() == MemberReferenceTree.ReferenceMode.INVOKE
                        && unit.element(reference) instanceof ExecutableElement method
                        && method.getReturnType().getKind().isPrimitive()
                ? method.getReturnType()
                : null;
    }

    /** Whether the call certainly has a type, from its declaration alone. */
    boolean yields(MemberReferenceTree reference, TypeMirror type, Types types) {
        return unit.element(reference) instanceof ExecutableElement method
                && method.getReturnType().getKind() == TypeKind.DECLARED
                && types.isAssignable(method.getReturnType(), type);
    }

    /** Whether an expression is a future that is done from the start. */
    boolean isCompletedFuture(ExpressionTree expression) {
        return expression instanceof MethodInvocationTree call
                && Chains.isOfFuture(unit.element(call))
                && Names.simple(unit.element(call)).equals("completedFuture");
    }

    private String diamond(MemberReferenceTree reference) {
        return !(reference.getQualifierExpression() instanceof ParameterizedTypeTree)
                        && unit.element(reference.getQualifierExpression()) instanceof TypeElement type
                        && !type.getTypeParameters().isEmpty()
                ? "<>"
                : "";
    }

    private static String list(List<String> arguments) {
        return "(" + String.join(", ", arguments) + ")";
    }
}
