package dev.heddle.javac.check;

import dev.heddle.transform.Dialect;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.check.BlockingMethods;
import dev.heddle.transform.parse.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** By which types and methods a program says that it is asynchronous, as javac knows them. Confined to one compilation. */
final class Words {
    static final String COROUTINE = dotted(Names.COROUTINE);
    static final String COROUTINES = dotted(Names.COROUTINES);
    static final String ASYNC_STREAM = dotted(Names.ASYNC_STREAM);
    static final String ASYNC_CLOSEABLE = dotted(Names.ASYNC_CLOSEABLE);
    static final String AWAITABLE = dotted(Names.AWAITABLE);
    static final String COMPLETION_STAGE = dotted(Names.COMPLETION_STAGE);
    static final String COMPLETABLE_FUTURE = dotted(Names.COMPLETABLE_FUTURE);
    static final String FUTURE = "java.util.concurrent.Future";
    static final String LOOP = "dev.heddle.Loop";
    static final String SCOPE_OPTIONS = "dev.heddle.ScopeOptions";
    static final String TASK_SCOPE = "dev.heddle.TaskScope";
    static final String CANCELLED = dotted(Names.CANCELLED);
    private static final String ASYNC = "dev.heddle.annotation.Async";
    private static final String BLOCKING = "dev.heddle.annotation.Blocking";

    private static final Set<String> METHODS_OF_OBJECT = Set.of("equals", "hashCode", "toString");

    private final Elements elements;
    private final Types types;
    private final Dialect dialect;
    private final BlockingMethods blocking;
    private final Map<String, Optional<TypeMirror>> erasures = new HashMap<>();

    Words(Elements elements, Types types, WeaverOptions options) {
        this.elements = elements;
        this.types = types;
        this.dialect = options.dialect();
        this.blocking = BlockingMethods.with(options.blocking());
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    Elements elements() {
        return elements;
    }

    Types types() {
        return types;
    }

    /** The methods that block. */
    BlockingMethods blocking() {
        return blocking;
    }

    /** Whether the program can use Heddle at all. */
    boolean areKnown() {
        return erasure(COROUTINES).isPresent();
    }

    /** Whether the type is a class or one of its subclasses, whatever the arguments. */
    boolean isA(@Nullable TypeMirror type, String className) {
        return type != null
                && (type.getKind() == TypeKind.DECLARED
                        || type.getKind() == TypeKind.TYPEVAR
                        || type.getKind() == TypeKind.INTERSECTION)
                && erasure(className)
                        .map(wanted -> types.isSubtype(types.erasure(type), wanted))
                        .orElse(false);
    }

    /** Whether the type is a class itself, whatever the arguments. */
    boolean isExactly(@Nullable TypeMirror type, String className) {
        return type instanceof DeclaredType declared
                && ((TypeElement) declared.asElement()).getQualifiedName().contentEquals(className);
    }

    boolean isCoroutine(@Nullable TypeMirror type) {
        return isA(type, COROUTINE);
    }

    /** Whether {@code await} takes it. */
    boolean isAwaitable(@Nullable TypeMirror type) {
        return isA(type, AWAITABLE) || isA(type, COMPLETION_STAGE);
    }

    /** Whether it stands for one value that is there later, when somebody has run the work or waited for it. */
    boolean isPending(@Nullable TypeMirror type) {
        return isCoroutine(type) || isA(type, COMPLETION_STAGE);
    }

    /** Whether an async method can return it. A future that cannot be made is the weaver's business. */
    boolean isAsyncResult(@Nullable TypeMirror type) {
        return isCoroutine(type) || isA(type, ASYNC_STREAM) || isFuture(type);
    }

    /** Whether it is a future that an async method can return. */
    boolean isFuture(@Nullable TypeMirror type) {
        return isA(type, COMPLETABLE_FUTURE)
                || isA(type, COMPLETION_STAGE)
                        && types.isSameType(
                                types.erasure(type), erasure(COMPLETION_STAGE).orElseThrow());
    }

    /** The first argument of a type, or null if it has none. */
    static @Nullable TypeMirror argument(@Nullable TypeMirror type) {
        if (type == null || type.getKind() != TypeKind.DECLARED) {
            return null;
        }
        List<? extends TypeMirror> arguments = ((DeclaredType) type).getTypeArguments();
        return arguments.isEmpty() ? null : bound(arguments.get(0));
    }

    /** Whether the method is one of a class, under one of some names. */
    static boolean isMethod(@Nullable ExecutableElement method, String className, String... names) {
        return method != null
                && Set.of(names).contains(method.getSimpleName().toString())
                && owner(method).getQualifiedName().contentEquals(className);
    }

    /** The internal name of a class. */
    String internalName(TypeElement type) {
        return elements.getBinaryName(type).toString().replace('.', '/');
    }

    /** The class that declares a method or a field. */
    static TypeElement owner(Element member) {
        return (TypeElement) Objects.requireNonNull(member.getEnclosingElement());
    }

    /** Whether a call of the method awaits: that of Heddle, or that of a library whose words are understood. */
    boolean isAwait(@Nullable ExecutableElement method) {
        return isMethod(method, COROUTINES, Names.AWAIT)
                || method != null
                        && !dialect.awaits().isEmpty()
                        && dialect.awaits()
                                .contains(elements.getBinaryName(owner(method)) + "." + method.getSimpleName());
    }

    /** Whether the method is to be woven, if it awaits. */
    boolean isAsync(ExecutableElement method) {
        return isAnnotated(method) || dialect.async() == Dialect.Async.RETURNING && isFuture(method.getReturnType());
    }

    /** Whether the method carries {@code @Async}. */
    static boolean isAnnotated(Element method) {
        return carries(method, ASYNC);
    }

    /** Whether an element carries an annotation itself. */
    static boolean carries(Element element, String annotation) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(each -> ((TypeElement) each.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(annotation));
    }

    /** The method that lambdas of a type implement, seen as a member of that type; null if javac does not tell. */
    @Nullable
    ExecutableType functionOf(@Nullable TypeMirror functional) {
        if (functional == null || functional.getKind() != TypeKind.DECLARED) {
            return null;
        }
        DeclaredType type = (DeclaredType) functional;
        for (ExecutableElement method :
                ElementFilter.methodsIn(elements.getAllMembers((TypeElement) type.asElement()))) {
            if (method.getModifiers().contains(Modifier.ABSTRACT)
                    && !METHODS_OF_OBJECT.contains(method.getSimpleName().toString())) {
                return (ExecutableType) types.asMemberOf(type, method);
            }
        }
        return null;
    }

    /** What that method returns. */
    @Nullable
    TypeMirror resultOf(@Nullable TypeMirror functional) {
        ExecutableType function = functionOf(functional);
        return function == null ? null : bound(function.getReturnType());
    }

    /** Whether a class has a method of a name, which hides those that are imported. */
    boolean hasMethod(TypeElement type, String name) {
        return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
                .anyMatch(method -> method.getSimpleName().contentEquals(name));
    }

    /** Whether a method overrides or implements another one, so that its signature is not its own choice. */
    boolean overrides(ExecutableElement method) {
        return overridden(method).findAny().isPresent();
    }

    /** Whether a method, or one that it overrides, or the type that declares one of these, is marked as blocking. */
    boolean isMarkedBlocking(ExecutableElement method) {
        boolean isOfJdk = owner(method).getQualifiedName().toString().startsWith("java.");
        return !isOfJdk
                && Stream.concat(Stream.of(method), overridden(method))
                        .anyMatch(each -> carries(each, BLOCKING) || carries(owner(each), BLOCKING));
    }

    private Stream<ExecutableElement> overridden(ExecutableElement method) {
        TypeElement owner = owner(method);
        return overridden(method, owner, owner.asType());
    }

    private Stream<ExecutableElement> overridden(ExecutableElement method, TypeElement owner, TypeMirror below) {
        return types.directSupertypes(below).stream().flatMap(type -> {
            TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
            return Stream.concat(
                    ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                            .filter(each -> elements.overrides(method, each, owner)),
                    overridden(method, owner, type));
        });
    }

    private static TypeMirror bound(TypeMirror type) {
        return type instanceof WildcardType wildcard && wildcard.getExtendsBound() != null
                ? wildcard.getExtendsBound()
                : type;
    }

    private Optional<TypeMirror> erasure(String className) {
        return erasures.computeIfAbsent(
                className,
                name -> Optional.ofNullable(elements.getTypeElement(name))
                        .map(element -> types.erasure(element.asType())));
    }
}
