package dev.heddle.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts system calls by name, and lets some fail that would not. Confined to the loop thread, but for the counts. */
final class ObservedCalls {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new HashMap<>();
    private final Map<String, Integer> lasting = new HashMap<>();
    private final Map<String, int[]> placed = new HashMap<>();
    private final Map<String, Integer> shortened = new HashMap<>();

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
        int[] place = placed.get(name);
        if (place != null && --place[0] == 0) {
            answer = place[1];
        }
        counts.merge(name, 1, Integer::sum);
        if (answer != null) {
            return answer;
        }
        Integer most = shortened.remove(name);
        try {
            return method.invoke(real, most == null ? arguments : shortened(arguments, most));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** The same with buffers of which only so many bytes are to be seen, all together. */
    private static Object[] shortened(Object[] arguments, int most) {
        Object[] shorter = arguments.clone();
        if (arguments[1] instanceof ByteBuffer buffer) {
            shorter[1] = part(buffer, most);
        } else {
            ByteBuffer[] buffers = ((ByteBuffer[]) arguments[1]).clone();
            int room = most;
            for (int i = (int) arguments[2]; i < buffers.length; i++) {
                buffers[i] = part(buffers[i], room);
                room -= buffers[i].remaining();
            }
            shorter[1] = buffers;
        }
        return shorter;
    }

    private static ByteBuffer part(ByteBuffer buffer, int most) {
        return buffer.duplicate().limit(buffer.position() + Math.min(most, buffer.remaining()));
    }

    /** Lets the next call of that name, which moves bytes, move no more than so many. */
    void shortenNext(String name, int most) {
        shortened.put(name, most);
    }

    /** Lets the next call of that name fail. */
    void failNext(String name, int errno) {
        answerNext(name, -errno);
    }

    /** Answers the next call of that name in the kernel's place. */
    void answerNext(String name, int answer) {
        answers.put(name, answer);
    }

    /** Lets one call of that name fail, counted from here on; the next one is the first. */
    void failAt(String name, int call, int errno) {
        placed.put(name, new int[] {call, -errno});
    }

    /** Lets all calls of that name fail from here on. */
    void failAlways(String name, int errno) {
        lasting.put(name, -errno);
    }

    /** True unless the failure, or the answer, of the next call has come already. */
    boolean isFailureDue(String name) {
        return answers.containsKey(name);
    }

    /** True unless the call that was to move less has been made. */
    boolean isShorteningDue(String name) {
        return shortened.containsKey(name);
    }

    int count(String name) {
        return counts.getOrDefault(name, 0);
    }
}
