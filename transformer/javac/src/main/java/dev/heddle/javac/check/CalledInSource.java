package dev.heddle.javac.check;

import dev.heddle.transform.check.BlockingMethods;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** A method or constructor that source calls, for the question whether it blocks. Immutable. */
record CalledInSource(ExecutableElement method, Words words) implements BlockingMethods.Called {
    @Override
    public String owner() {
        return words.internalName(Words.owner(method));
    }

    @Override
    public String name() {
        return method.getSimpleName().toString();
    }

    @Override
    public String parameters() {
        return method.getParameters().stream()
                .map(parameter -> simpleName(words.types().erasure(parameter.asType())))
                .collect(Collectors.joining(", "));
    }

    private static String simpleName(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return simpleName(array.getComponentType()) + "[]";
        }
        return type instanceof DeclaredType declared
                ? declared.asElement().getSimpleName().toString()
                : type.toString();
    }

    @Override
    public boolean isOnSubtypeOf(String type) {
        return words.isA(Words.owner(method).asType(), type.replace('/', '.'));
    }

    @Override
    public boolean isMarked() {
        return words.isMarkedBlocking(method);
    }
}
