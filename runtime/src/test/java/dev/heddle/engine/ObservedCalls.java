package dev.heddle.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts system calls by name, and lets some fail that would not. Confined to the loop thread, but for the counts. */
final class ObservedCalls {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final Map<String, Integer> lasting = new HashMap<>();

    /** The same calls, observed. */
    LinuxCalls over(LinuxCalls real) {
        return (LinuxCalls) Proxy.newProxyInstance(
                LinuxCalls.class.getClassLoader(),
                new Class<?>[] {LinuxCalls.class},
                (proxy, method, arguments) -> call(real, method, arguments));
    }

    private Object call(LinuxCalls real, Method method, Object[] arguments) throws Throwable {
        String name = method.getName();
        Integer answer = answers.remove(name);
        if (answer == null) {
            answer = lasting.get(name);
        }
        counts.merge(name, 1, Integer::sum);
        if (answer != null) {
            return answer;
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Lets the next call of that name fail. */
    void failNext(String name, int errno) {
        answerNext(name, -errno);
    }

    /** Answers the next call of that name in the kernel's place. */
    void answerNext(String name, int answer) {
        answers.put(name, answer);
    }

    /** Lets all calls of that name fail from here on. */
    void failAlways(String name, int errno) {
        lasting.put(name, -errno);
    }

    /** True unless the failure, or the answer, of the next call has come already. */
    boolean isFailureDue(String name) {
        return answers.containsKey(name);
    }

    int count(String name) {
        return counts.getOrDefault(name, 0);
    }
}
