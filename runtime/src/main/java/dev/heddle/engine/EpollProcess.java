package dev.heddle.engine;

import java.io.IOException;

/** A process of the epoll engine: a pidfd, which is readable from the end of the process on. Confined to the loop thread. */
final class EpollProcess extends EpollChannel implements EngineProcess {
    private final long pid;

    EpollProcess(EpollEngine engine, int descriptor, long pid) {
        super(engine, descriptor);
        this.pid = pid;
    }

    @Override
    public void awaitEnd(Readiness waiter) throws IOException {
        awaitReadable(waiter);
    }

    @Override
    public boolean signal(int number) throws IOException {
        requireOpen();
        int result = engine.calls.signalProcess(descriptor, number);
        return result != -Errno.ESRCH && engine.check(result) == 0;
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
