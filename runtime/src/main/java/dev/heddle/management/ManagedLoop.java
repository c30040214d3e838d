package dev.heddle.management;

import dev.heddle.Loop;
import dev.heddle.LoopInspector;
import dev.heddle.LoopMetrics;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** A loop that is registered with the platform's MBean server, until this is closed. Any thread. */
public final class ManagedLoop implements LoopMXBean, AutoCloseable {
    private static final AtomicLong REGISTERED = new AtomicLong();

    private final Loop loop;
    private final LoopInspector inspector;
    private final ObjectName objectName;

    private ManagedLoop(Loop loop, ObjectName objectName) {
        this.loop = loop;
        this.objectName = objectName;
        inspector = LoopInspector.of(loop);
    }

    /** Registers a loop, as {@code dev.heddle:type=Loop,name="its name",id=a number}. */
    public static ManagedLoop register(Loop loop) {
        try {
            ManagedLoop managed = new ManagedLoop(
                    loop,
                    new ObjectName("dev.heddle:type=Loop,name=" + ObjectName.quote(loop.name()) + ",id="
                            + REGISTERED.incrementAndGet()));
            server().registerMBean(managed, managed.objectName);
            return managed;
        } catch (JMException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    /** Under which name it is registered. */
    public String objectName() {
        return objectName.getCanonicalName();
    }

    @Override
    public String getName() {
        return loop.name();
    }

    @Override
    public String getEngine() {
        return metrics().engine();
    }

    @Override
    public long getTicks() {
        return metrics().ticks();
    }

    @Override
    public long getSteps() {
        return metrics().steps();
    }

    @Override
    public long getTasks() {
        return metrics().tasks();
    }

    @Override
    public int getReady() {
        return metrics().ready();
    }

    @Override
    public int getTimers() {
        return metrics().timers();
    }

    @Override
    public long getBytesRead() {
        return metrics().bytesRead();
    }

    @Override
    public long getBytesWritten() {
        return metrics().bytesWritten();
    }

    @Override
    public long getLagNanos() {
        LoopMetrics.Times times = metrics().times();
        return times == null ? -1 : times.lag().toNanos();
    }

    @Override
    public String dump() {
        return inspector.dump();
    }

    @Override
    public String dumpJson() {
        return inspector.dumpJson();
    }

    private LoopMetrics metrics() {
        try {
            return inspector.metrics();
        } catch (TimeoutException silent) {
            throw new IllegalStateException(silent.getMessage());
        }
    }

    /** Takes it out again; the second call does nothing. */
    @Override
    public void close() {
        try {
            if (server().isRegistered(objectName)) {
                server().unregisterMBean(objectName);
            }
        } catch (JMException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
