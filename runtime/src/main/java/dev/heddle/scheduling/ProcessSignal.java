package dev.heddle.scheduling;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Listens for a signal to the process. When it is closed, or the one signal that it was to hear has come, the handler before
 * is put back: that of the virtual machine ends the process.
 *
 * <p>{@code sun.misc.Signal} is called by reflection, since compilers warn of it and not every virtual machine has it; where
 * it is missing or refuses, nothing is heard. Any thread.
 */
public final class ProcessSignal implements AutoCloseable {
    private static final String INTERRUPT = "INT";

    private final String name;

    /** The handler before, until it is put back. */
    private final AtomicReference<@Nullable Object> previous = new AtomicReference<>();

    private ProcessSignal(String name) {
        this.name = name;
    }

    /** Calls {@code action}, on a thread of the virtual machine, at the next signal INT only. */
    public static ProcessSignal listenOnce(Runnable action) {
        ProcessSignal listening = new ProcessSignal(INTERRUPT);
        return listening.begin(() -> {
            if (listening.putBack()) {
                action.run();
            }
        });
    }

    /** Calls {@code action}, on a thread of the virtual machine, at each signal of that name, which is one like USR2. */
    public static ProcessSignal listen(String signal, Runnable action) {
        return new ProcessSignal(signal).begin(action);
    }

    private ProcessSignal begin(Runnable heard) {
        try {
            Object handler = Proxy.newProxyInstance(
                    ProcessSignal.class.getClassLoader(),
                    new Class<?>[] {handlerClass()},
                    (proxy, method, arguments) -> answer(proxy, method, arguments, heard));
            previous.set(handle(handler));
        } catch (ReflectiveOperationException | IllegalArgumentException unheard) {
            return this;
        }
        return this;
    }

    /** True if the signals are heard. */
    public boolean isHeard() {
        return previous.get() != null;
    }

    /** Hears nothing. */
    public static ProcessSignal unheard() {
        return new ProcessSignal(INTERRUPT);
    }

    /**
     * Sends a signal of that name to this process, for whoever handles it now.
     *
     * @throws IllegalArgumentException if there is no such signal
     */
    public static void raise(String signal) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            type.getMethod("raise", type).invoke(null, named(type, signal));
        } catch (ReflectiveOperationException refused) {
            throw new IllegalArgumentException("signal `" + signal + "` cannot be raised", refused);
        }
    }

    private static Object named(Class<?> type, String signal) throws ReflectiveOperationException {
        return type.getConstructor(String.class).newInstance(signal);
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

    private Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        return Objects.requireNonNull(
                signal.getMethod("handle", signal, handlerClass()).invoke(null, named(signal, name), handler));
    }

    private static Class<?> handlerClass() throws ClassNotFoundException {
        return Class.forName("sun.misc.SignalHandler");
    }

    @Override
    public void close() {
        putBack();
    }
}
