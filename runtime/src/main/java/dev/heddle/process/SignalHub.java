package dev.heddle.process;

import dev.heddle.scheduling.ProcessSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who listens for which signal in this process. A signal is taken from whoever handled it before with its first listener,
 * and given back with the last one.
 *
 * <p>A signal that no listener takes, since their loops have been closed with them still listening, is given back and sent
 * again: a process that nobody can tell to end any more would be worse than one that ends. Any thread.
 */
final class SignalHub {
    /** Is told of a signal, on any thread; false if there is nobody any more whom it could tell. */
    @FunctionalInterface
    interface Listener {
        boolean heard(String signal);
    }

    /** The one of this process. */
    static final SignalHub OF_THIS_PROCESS = new SignalHub();

    private final Map<String, List<Listener>> listeners = new HashMap<>();
    private final Map<String, ProcessSignal> taken = new HashMap<>();

    private SignalHub() {}

    /**
     * Adds a listener.
     *
     * @throws IllegalArgumentException if the system has no such signal, or it cannot be handled
     */
    synchronized void add(String signal, Listener listener) {
        if (!taken.containsKey(signal)) {
            ProcessSignal heard = ProcessSignal.listen(signal, () -> tell(signal));
            if (!heard.isHeard()) {
                throw new IllegalArgumentException("nobody can listen to the signal `" + signal
                        + "`: there is none of that name, or the virtual machine keeps it for itself");
            }
            taken.put(signal, heard);
        }
        listeners.computeIfAbsent(signal, none -> new ArrayList<>()).add(listener);
    }

    /** Removes a listener; without effect if it does not listen. */
    synchronized void remove(String signal, Listener listener) {
        List<Listener> those = listeners.get(signal);
        if (those != null && those.remove(listener) && those.isEmpty()) {
            giveBack(signal);
        }
    }

    private void giveBack(String signal) {
        listeners.remove(signal);
        ProcessSignal heard = taken.remove(signal);
        if (heard != null) {
            heard.close();
        }
    }

    private void tell(String signal) {
        boolean told = false;
        for (Listener listener : listeners(signal)) {
            if (listener.heard(signal)) {
                told = true;
            } else {
                remove(signal, listener);
            }
        }
        if (!told) {
            ProcessSignal.raise(signal);
        }
    }

    private synchronized List<Listener> listeners(String signal) {
        return List.copyOf(listeners.getOrDefault(signal, List.of()));
    }
}
