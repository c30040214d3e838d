package dev.heddle.scheduling;

import java.lang.reflect.Method;

/** Counts allocated bytes. Stateless. */
public final class Allocation {
    private Allocation() {}

    /**
     * What the calling thread has allocated so far. By reflection, because the module under test does not read
     * {@code jdk.management}.
     */
    public static long bytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        Object bytes = allocated.invoke(threads, Thread.currentThread().getId());
        return (Long) bytes;
    }
}
