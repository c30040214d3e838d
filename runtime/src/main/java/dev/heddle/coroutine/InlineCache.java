package dev.heddle.coroutine;

import dev.heddle.Coroutine;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The call site of an awaited call whose method is selected by the class of the receiver: for each class it remembers
 * whether the method selected has a direct form.
 *
 * <pre>{@code
 * await(store.load(key))   =>   store is exactly a DiskStore   ? store.load$async(key)
 *                             : store is exactly a RemoteStore ? Awaits.await(store.load(key))      // not woven
 *                             : byClass.get(store.getClass())...                                   // any other
 * }</pre>
 *
 * <ul>
 *   <li>The first call on each class goes to the public face, as a plain call would, so that the virtual machine selects the
 *       method and throws what there is to throw. The coroutine it makes names its direct form, which {@link Selection} then
 *       compares with the methods of that class. Nothing is ever looked up in a class that the caller may not see: an
 *       implementation may be private to another package, module or class loader.
 *   <li>What was learned of the first few classes stands in the target of the site, as tests with a constant outcome in front
 *       of calls that the compiler can inline. Behind them every other class is looked up in a {@link ClassValue}. Both
 *       allocate nothing.
 *   <li>The site does not keep class loaders alive: a class stands in the target only if the caller's loader reaches that of
 *       the class anyhow, and what the {@link ClassValue} holds refers to nothing but supertypes of the class, parameter types
 *       of its methods and their casts.
 * </ul>
 *
 * <p>Any thread. Learning twice is learning the same, and a thread that has not seen the newest target yet finds what was
 * learned in the {@link ClassValue}.
 */
final class InlineCache extends MutableCallSite {
    /** More would be tested one after the other than a look-up by class takes. */
    private static final int MOST_TESTS = 4;

    private static final MethodHandle IS_EXACTLY =
            handle("isExactly", MethodType.methodType(boolean.class, Class.class, Object.class));
    private static final MethodHandle EXACTLY =
            handle("exactly", MethodType.methodType(Object.class, Class.class, Object.class));
    private static final MethodHandle SELECT =
            handle("select", MethodType.methodType(MethodHandle.class, InlineCache.class, Object.class));
    private static final MethodHandle LEARN =
            handle("learn", MethodType.methodType(Object.class, InlineCache.class, Coroutine.class, Object.class));

    private final MethodHandleInfo called;
    private final @Nullable ClassLoader loader;
    private final MethodHandle face;
    private final MethodHandle learning;
    private final ClassValue<Learned> byClass = new LearnedByClass();
    private int tests;

    /**
     * A site that has learned nothing yet.
     *
     * @param caller sees what the calling class may see
     * @param face the public face: receiver first, makes the coroutine; direct
     * @param type of the call: receiver first, returns {@code Object}
     */
    InlineCache(Lookup caller, MethodHandle face, MethodType type) {
        super(type);
        called = caller.revealDirect(face);
        loader = caller.lookupClass().getClassLoader();
        MethodHandle make = face.asFixedArity().asType(type.changeReturnType(Coroutine.class));
        this.face = MethodHandles.filterReturnValue(make, DirectCalls.START);
        MethodHandle learn =
                LEARN.bindTo(this).asType(MethodType.methodType(Object.class, Coroutine.class, type.parameterType(0)));
        learning = MethodHandles.foldArguments(
                MethodHandles.dropArguments(learn, 2, type.parameterList().subList(1, type.parameterCount())), make);
        MethodHandle select =
                SELECT.bindTo(this).asType(MethodType.methodType(MethodHandle.class, type.parameterType(0)));
        setTarget(MethodHandles.foldArguments(MethodHandles.exactInvoker(type), select));
    }

    /** How to call a method of this receiver. */
    private MethodHandle select(@Nullable Object receiver) {
        if (receiver == null) {
            throw nullReceiver();
        }
        Learned learned = byClass.get(receiver.getClass());
        if (!learned.known) {
            return learning;
        }
        MethodHandle direct = learned.direct;
        return direct == null ? face : direct;
    }

    /** Starts what the public face has made, and remembers for the next call on that class what it tells. */
    private @Nullable Object learn(Coroutine<?> made, Object receiver) throws Throwable {
        Class<?> type = receiver.getClass();
        MethodHandle direct = Selection.directForm(called, type, made);
        remember(type, direct == null ? null : on(type, direct));
        return Awaits.await(made);
    }

    private synchronized void remember(Class<?> type, @Nullable MethodHandle direct) {
        Learned learned = byClass.get(type);
        if (learned.known) {
            return;
        }
        learned.direct = direct;
        learned.known = true;
        if (tests < MOST_TESTS && reaches(type.getClassLoader())) {
            tests++;
            MethodHandle test = MethodHandles.insertArguments(IS_EXACTLY, 0, type)
                    .asType(MethodType.methodType(boolean.class, type().parameterType(0)));
            setTarget(MethodHandles.guardWithTest(test, direct == null ? on(type, face) : direct, getTarget()));
        }
    }

    /**
     * The target with the type of the site, for receivers of one class only. Says so to the compiler, which then binds the
     * call early even where other classes override the method.
     */
    private MethodHandle on(Class<?> receiver, MethodHandle target) {
        MethodHandle exactly = MethodHandles.insertArguments(EXACTLY, 0, receiver)
                .asType(MethodType.methodType(target.type().parameterType(0), type().parameterType(0)));
        return MethodHandles.filterArguments(target, 0, exactly).asType(type());
    }

    private boolean reaches(@Nullable ClassLoader wanted) {
        ClassLoader reached = loader;
        while (reached != null && reached != wanted) {
            reached = reached.getParent();
        }
        return reached == wanted;
    }

    private static boolean isExactly(Class<?> type, @Nullable Object receiver) {
        return receiver != null && receiver.getClass() == type;
    }

    private static Object exactly(Class<?> type, Object receiver) {
        if (receiver.getClass() != type) {
            throw new AssertionError("tested before");
        }
        return receiver;
    }

    /** As from a plain call: at the line of the call, saying which. */
    private NullPointerException nullReceiver() {
        String parameters = Arrays.stream(called.getMethodType().parameterArray())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", "));
        NullPointerException thrown = new NullPointerException("Cannot invoke \""
                + type().parameterType(0).getTypeName() + "." + called.getName() + "(" + parameters
                + ")\" because the receiver is null");
        thrown.setStackTrace(Arrays.stream(thrown.getStackTrace())
                .dropWhile(element -> element.getClassName().equals(InlineCache.class.getName()))
                .toArray(StackTraceElement[]::new));
        return thrown;
    }

    private static MethodHandle handle(String name, MethodType type) {
        try {
            Lookup here = MethodHandles.lookup();
            return type.parameterType(0) == InlineCache.class
                    ? here.findVirtual(InlineCache.class, name, type.dropParameterTypes(0, 1))
                    : here.findStatic(InlineCache.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What a site knows of one class: nothing, or how to call the direct form, null where there is none. */
    private static final class Learned {
        @Nullable
        MethodHandle direct;

        /** Written after {@code direct}. */
        volatile boolean known;
    }

    private static final class LearnedByClass extends ClassValue<Learned> {
        @Override
        protected Learned computeValue(Class<?> type) {
            return new Learned();
        }
    }
}
