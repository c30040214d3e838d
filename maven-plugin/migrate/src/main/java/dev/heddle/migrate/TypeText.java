package dev.heddle.migrate;

import com.sun.source.tree.ImportTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** Types as they are written in one file. Immutable. */
final class TypeText {
    private final Unit unit;

    TypeText(Unit unit) {
        this.unit = unit;
    }

    /** The shortest name; null for a type that cannot be written. */
    @Nullable
    String of(@Nullable TypeMirror type) {
        if (type == null) {
            return null;
        }
        return switch (type.getKind()) {
            case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE ->
                type.getKind().name().toLowerCase(Locale.ROOT);
            case ARRAY -> array((ArrayType) type);
            case DECLARED -> declared((DeclaredType) type);
            case TYPEVAR -> type.toString().matches("[\\w$]+") ? type.toString() : null;
            case WILDCARD -> wildcard((WildcardType) type);
            default -> null;
        };
    }

    /** The type of what a future yields; null if that cannot be written, or is not told. */
    @Nullable
    String ofResult(@Nullable TypeMirror future) {
        return future instanceof DeclaredType type && type.getTypeArguments().size() == 1
                ? of(type.getTypeArguments().get(0))
                : null;
    }

    private @Nullable String array(ArrayType type) {
        String component = of(type.getComponentType());
        return component == null ? null : component + "[]";
    }

    private @Nullable String wildcard(WildcardType type) {
        TypeMirror bound = type.getExtendsBound() != null ? type.getExtendsBound() : type.getSuperBound();
        if (bound == null) {
            return "?";
        }
        String text = of(bound);
        return text == null ? null : (type.getExtendsBound() != null ? "? extends " : "? super ") + text;
    }

    private @Nullable String declared(DeclaredType type) {
        TypeElement element = (TypeElement) type.asElement();
        if (element.getQualifiedName().isEmpty()
                || type.getEnclosingType().getKind() == TypeKind.DECLARED
                        && !((DeclaredType) type.getEnclosingType())
                                .getTypeArguments()
                                .isEmpty()) {
            return null;
        }
        List<String> arguments = new ArrayList<>();
        for (TypeMirror argument : type.getTypeArguments()) {
            String text = of(argument);
            if (text == null) {
                return null;
            }
            arguments.add(text);
        }
        return name(element) + (arguments.isEmpty() ? "" : "<" + String.join(", ", arguments) + ">");
    }

    private String name(TypeElement element) {
        String qualified = element.getQualifiedName().toString();
        Element owner = element.getEnclosingElement();
        if (owner instanceof TypeElement outer) {
            return isVisible(qualified)
                    ? element.getSimpleName().toString()
                    : name(outer) + "." + element.getSimpleName();
        }
        String packageName =
                owner instanceof PackageElement named ? named.getQualifiedName().toString() : "";
        boolean near = packageName.equals("java.lang")
                || packageName.equals(String.valueOf(unit.tree.getPackageName()))
                || isVisible(qualified)
                || isVisible(packageName + ".*");
        return near ? element.getSimpleName().toString() : qualified;
    }

    private boolean isVisible(String imported) {
        return unit.tree.getImports().stream()
                .filter(each -> !each.isStatic())
                .map(ImportTree::getQualifiedIdentifier)
                .anyMatch(each -> each.toString().equals(imported));
    }
}
