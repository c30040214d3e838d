package dev.heddle.engine;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Sockets of a real engine whose system takes no more than it is told: a call that would move bytes beyond a cut moves those
 * before it, and the next one would block. Of datagrams, the cut is between two of those that are sent together. Confined to
 * the loop thread.
 */
public final class CutWrites {
    /** What is left before the next cut; less than 0 when there is none. */
    private long left = -1;

    /** What is between two cuts; 0 if the next one is the last. */
    private long period;

    /** True when the cut has been reached and no call has been told yet that it would block. */
    private boolean due;

    private int cuts;

    private CutWrites() {}

    /** No cuts yet. */
    public static CutWrites none() {
        return new CutWrites();
    }

    /** The same engine, with sockets that are cut as this object is told. */
    public Engine of(Engine real) {
        return observed(Engine.class, real);
    }

    /** From here on there is one cut, behind the next bytes, or datagrams, of that number. */
    public void after(long count) {
        begin(count, 0);
    }

    /** From here on there is a cut behind each so many. */
    public void each(long count) {
        begin(count, count);
    }

    private void begin(long count, long next) {
        left = count;
        period = next;
        due = count == 0;
        cuts = 0;
    }

    /** How many calls have been told that they would block since the cuts were set. */
    public int cuts() {
        return cuts;
    }

    private <T> T observed(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(real, method, arguments)));
    }

    private Object call(Object real, Method method, Object[] arguments) throws Throwable {
        if (real instanceof EngineSocket socket && method.getName().equals("write")) {
            return write(socket, method.getReturnType(), arguments);
        }
        if (real instanceof EngineDatagram socket && method.getName().equals("sendMany")) {
            return sendMany(socket, (List<?>) arguments[0], (int) arguments[1]);
        }
        try {
            Object result = method.invoke(real, arguments);
            if (result instanceof EngineSocket) {
                return observed(EngineSocket.class, result);
            }
            if (result instanceof EngineListener) {
                return observed(EngineListener.class, result);
            }
            return result instanceof EngineDatagram ? observed(EngineDatagram.class, result) : result;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private Object write(EngineSocket socket, Class<?> type, Object[] arguments) throws IOException {
        long count;
        if (isCut()) {
            count = 0;
        } else if (arguments[0] instanceof ByteBuffer source) {
            count = moved(writeTogether(socket, new ByteBuffer[] {source}, 0));
        } else if (arguments[0] instanceof ByteBuffer[] sources) {
            count = moved(writeTogether(socket, sources, (int) arguments[1]));
        } else {
            long wanted = (long) arguments[2];
            count = moved(socket.write(
                    (FileChannel) arguments[0], (long) arguments[1], left < 0 ? wanted : Math.min(left, wanted)));
        }
        return type == int.class ? (Object) (int) count : (Object) count;
    }

    /** One buffer goes by the call for one. */
    private long writeTogether(EngineSocket socket, ByteBuffer[] sources, int from) throws IOException {
        List<Integer> limits = new ArrayList<>();
        long room = left < 0 ? Long.MAX_VALUE : left;
        for (ByteBuffer source : sources) {
            limits.add(source.limit());
        }
        for (int i = from; i < sources.length; i++) {
            int part = (int) Math.min(room, sources[i].remaining());
            sources[i].limit(sources[i].position() + part);
            room -= part;
        }
        try {
            return sources.length == 1 ? socket.write(sources[0]) : socket.write(sources, from);
        } finally {
            for (int i = 0; i < sources.length; i++) {
                sources[i].limit(limits.get(i));
            }
        }
    }

    @SuppressWarnings("unchecked") // the method has no other
    private int sendMany(EngineDatagram socket, List<?> packets, int from) throws IOException {
        if (isCut()) {
            return 0;
        }
        int end = left < 0 ? packets.size() : (int) Math.min(from + left, packets.size());
        return (int) moved(socket.sendMany((List<EngineDatagram.Packet>) packets.subList(0, end), from));
    }

    private boolean isCut() {
        if (!due) {
            return false;
        }
        due = false;
        left = period == 0 ? -1 : period;
        cuts++;
        return true;
    }

    private long moved(long count) {
        if (left >= 0) {
            left -= count;
            due = left == 0;
        }
        return count;
    }
}
