package dev.heddle.scheduling;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Listens once for the signal INT. When it has come, or at {@link #close}, the handler before is put back: that of the
 * virtual machine ends the process.
 *
 * <p>{@code sun.misc.Signal} is called by reflection, since compilers warn of it and not every virtual machine has it; where
 * it is missing or refuses, nothing is heard. Any thread.
 */
public final class InterruptSignal implements AutoCloseable {
    private static final String INTERRUPT = "INT";

    /** The handler before, until it is put back. */
    private final AtomicReference<@Nullable Object> previous = new AtomicReference<>();

    private InterruptSignal() {}

    /** Calls {@code action}, on a thread of the virtual machine, at the next signal. */
    public static InterruptSignal listen(Runnable action) {
        InterruptSignal listening = new InterruptSignal();
        try {
            Object handler = Proxy.newProxyInstance(
                    InterruptSignal.class.getClassLoader(),
                    new Class<?>[] {handlerClass()},
                    (proxy, method, arguments) -> answer(proxy, method, arguments, () -> {
                        if (listening.putBack()) {
                            action.run();
                        }
                    }));
            listening.previous.set(handle(handler));
        } catch (ReflectiveOperationException | IllegalArgumentException unheard) {
            return listening;
        }
        return listening;
    }

    /** Hears nothing. */
    public static InterruptSignal unheard() {
        return new InterruptSignal();
    }

    private static @Nullable Object answer(
            Object proxy, Method method, @Nullable Object @Nullable [] arguments, Runnable heard) {
        switch (method.getName()) {
            case "handle" -> heard.run();
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            case "equals" -> {
                return arguments != null && arguments[0] == proxy;
            }
            default -> {
                return "handler of a loop";
            }
        }
        return null;
    }

    private boolean putBack() {
        Object before = previous.getAndSet(null);
        if (before == null) {
            return false;
        }
        try {
            handle(before);
        } catch (ReflectiveOperationException refused) {
            return true;
        }
        return true;
    }

    private static Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Object interrupt = signal.getConstructor(String.class).newInstance(INTERRUPT);
        return Objects.requireNonNull(
                signal.getMethod("handle", signal, handlerClass()).invoke(null, interrupt, handler));
    }

    private static Class<?> handlerClass() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }

    @Override
    public void close() {
        putBack();
    }
}
