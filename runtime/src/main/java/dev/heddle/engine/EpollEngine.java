package dev.heddle.engine;

import static dev.heddle.engine.LinuxCalls.ADD;
import static dev.heddle.engine.LinuxCalls.CHANGE;
import static dev.heddle.engine.LinuxCalls.DATAGRAM;
import static dev.heddle.engine.LinuxCalls.EDGE_TRIGGERED;
import static dev.heddle.engine.LinuxCalls.INPUT;
import static dev.heddle.engine.LinuxCalls.IPV6;
import static dev.heddle.engine.LinuxCalls.REMOVE;
import static dev.heddle.engine.LinuxCalls.STREAM;
import static dev.heddle.engine.LinuxCalls.UNIX;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The engine of Linux without the JDK's selector between: epoll, sockets that are made not to block, and calls on the
 * caller's memory. Timeouts have the resolution of the kernel, nanoseconds.
 *
 * <p>What a channel wants to be told of is added in the kernel when a waiter asks for it, and taken back at the beginning of
 * the next poll, when that has become clear; so a waiter that comes again in between costs nothing. A channel that wants
 * nothing is not registered at all, since errors are told unasked and would not let the poll sleep.
 *
 * <p>No event reaches a new owner of a descriptor: each carries the {@link EpollChannel#ticket} of the channel that was
 * registered, and is dropped when another one, or none, is there. Confined to the loop thread, except {@link #wakeUp}.
 */
final class EpollEngine implements Engine {
    /** The ticket of the wake-up descriptor; those of channels have a descriptor of 0 or more in their lower half. */
    private static final long WAKE_UP = -1;

    private static final int NO_LIMIT = -1;
    private static final int DEFAULT_BACKLOG = 4096;
    private static final int FIRST_CHANNELS = 64;

    final LinuxCalls calls;
    final EpollFiles files;
    private final int epoll;

    /**
     * Edge-triggered and never read: each signal is told once, and neither its value nor an error can keep the poll from
     * sleeping. Closed, and written, only under the monitor of {@link #signalled}.
     */
    private final int wakeUp;

    /**
     * True from a wake-up until a poll has met it: at most one signal is under way.
     *
     * <p>No wake-up is lost. (1) Whoever finds false signals, which ends the current poll or the next one. (2) Whoever finds
     * true has called before the poll that met the earlier signal has set false, so before that poll returns; and what he
     * had done before he called is seen by what the loop does after it.
     */
    private final AtomicBoolean signalled = new AtomicBoolean();

    /** By descriptor. */
    private @Nullable EpollChannel[] channels = new EpollChannel[FIRST_CHANNELS];

    /** Those that may have told the kernel of more than they want. */
    private final ArrayList<EpollChannel> changed = new ArrayList<>();

    private boolean sleepsForNanos = true;
    private int registered;
    private int tickets;
    private boolean polling;
    private volatile boolean closed;

    private EpollEngine(LinuxCalls calls, int epoll, int wakeUp) {
        this.calls = calls;
        this.epoll = epoll;
        this.wakeUp = wakeUp;
        files = new EpollFiles(calls, wakeUp);
    }

    /** Opens an engine for one loop on calls of its own. */
    static EpollEngine open(LinuxCalls calls) throws IOException {
        int epoll = check(calls, calls.epollCreate());
        int wakeUp = calls.eventDescriptor();
        int result = wakeUp < 0 ? wakeUp : calls.epollControl(epoll, ADD, wakeUp, INPUT | EDGE_TRIGGERED, WAKE_UP);
        if (result < 0) {
            calls.close(epoll);
            if (wakeUp >= 0) {
                calls.close(wakeUp);
            }
            check(calls, result);
        }
        return new EpollEngine(calls, epoll, wakeUp);
    }

    /** The result of a call, unless that is an error: then it is thrown. */
    static int check(LinuxCalls calls, int result) throws IOException {
        if (result < 0) {
            throw Errno.exception(-result, calls.describe(-result));
        }
        return result;
    }

    int check(int result) throws IOException {
        return check(calls, result);
    }

    @Override
    public String name() {
        return "epoll";
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void poll(long timeoutNanos) throws IOException {
        if (closed || polling) {
            throw new IllegalStateException(closed ? "the engine is closed" : "a waiter must not poll");
        }
        polling = true;
        try {
            takeBackInterest();
            if (timeoutNanos <= 0 && registered == 0 && !signalled.get()) {
                return; // nothing can be ready: spares programs that only compute the system call
            }
            int count = sleep(timeoutNanos);
            if (count == -Errno.EINTR) {
                return; // a signal; the loop asks again for the time that is left
            }
            check(count);
            for (int i = 0; i < count; i++) {
                dispatch(calls.data(i), calls.events(i));
            }
        } finally {
            Thread.interrupted();
            polling = false;
        }
    }

    private int sleep(long timeoutNanos) {
        long timeout = Math.max(0, timeoutNanos);
        if (sleepsForNanos) {
            int count = calls.epollWaitNanos(epoll, timeout);
            if (count != -Errno.ENOSYS && count != -Errno.EPERM) {
                return count;
            }
            sleepsForNanos = false; // before Linux 5.11, or in a sandbox that does not know the call
        }
        return calls.epollWait(epoll, millis(timeout));
    }

    /** Rounded up; what does not fit is cut, since a poll may end early. */
    static int millis(long timeoutNanos) {
        return timeoutNanos == Long.MAX_VALUE
                ? NO_LIMIT
                : (int) Math.min(Integer.MAX_VALUE, NioEngine.selectTimeoutMillis(timeoutNanos));
    }

    private void takeBackInterest() throws IOException {
        for (int i = 0; i < changed.size(); i++) {
            changed.get(i).settle();
        }
        changed.clear();
    }

    private void dispatch(long ticket, int events) {
        if (ticket == WAKE_UP) {
            signalled.set(false);
            return;
        }
        EpollChannel channel = channels[(int) ticket];
        if (channel != null && channel.ticket == ticket) {
            channel.dispatch(events);
        }
    }

    @Override
    public void wakeUp() {
        if (signalled.compareAndSet(false, true)) {
            synchronized (signalled) {
                if (!closed) {
                    calls.signal(wakeUp);
                }
            }
        }
    }

    @Override
    public EngineListener listen(SocketAddress address, int backlog, ChannelOptions options) throws IOException {
        int family = SocketAddresses.familyOf(address);
        EpollListener listener = new EpollListener(this, newSocket(STREAM, family, address), family);
        try {
            if (family != UNIX) {
                check(calls.setOption(listener.descriptor, LinuxOption.REUSE_ADDRESS, 1));
            }
            options.applyTo(listener::setOption);
            check(calls.bind(listener.descriptor, family, address));
            check(calls.listen(listener.descriptor, backlog > 0 ? backlog : DEFAULT_BACKLOG));
            listener.keepReserve();
            return listener;
        } catch (Throwable failure) {
            closeAfter(failure, listener);
            throw failure;
        }
    }

    @Override
    public EngineSocket connect(SocketAddress address, ChannelOptions options) throws IOException {
        int family = SocketAddresses.familyOf(address);
        EpollSocket socket = new EpollSocket(this, newSocket(STREAM, family, address), family, address);
        try {
            options.applyTo(socket::setOption);
            socket.connect();
            return socket;
        } catch (Throwable failure) {
            closeAfter(failure, socket);
            throw failure;
        }
    }

    @Override
    public EngineDatagram datagrams(SocketAddress address, ChannelOptions options) throws IOException {
        int family = SocketAddresses.familyOf(address);
        EpollDatagram socket = new EpollDatagram(this, newSocket(DATAGRAM, family, address), family);
        try {
            options.applyTo(socket::setOption);
            if (!SocketAddresses.isUnnamed(address)) {
                check(calls.bind(socket.descriptor, family, address));
            }
            return socket;
        } catch (Throwable failure) {
            closeAfter(failure, socket);
            throw failure;
        }
    }

    @Override
    public EngineProcess watchProcess(long pid) throws IOException {
        int descriptor = calls.processDescriptor(pid);
        if (descriptor == -Errno.ENOSYS) {
            throw new UnsupportedOperationException("Linux has descriptors of processes since 5.3 only");
        }
        if (descriptor == -Errno.ESRCH || descriptor == -Errno.EINVAL) {
            throw new NoSuchFileException("/proc/" + pid, null, "there is no such process");
        }
        return new EpollProcess(this, check(descriptor), pid);
    }

    @Override
    public EngineWatch watchDescriptor(int descriptor) throws IOException {
        return new EpollWatch(this, check(calls.duplicate(descriptor)), descriptor);
    }

    /** The channel for a socket that another process has opened; closes the descriptor of anything else. */
    EpollNetworkChannel adopt(int descriptor) throws IOException {
        try {
            int type = calls.getOption(descriptor, LinuxOption.TYPE);
            if (type == -Errno.ENOTSOCK || check(type) >= 0 && calls.optionValue() != STREAM) {
                throw new ProtocolException("what came is not a socket for a stream");
            }
            check(calls.stopBlocking(descriptor));
            check(calls.getOption(descriptor, LinuxOption.FAMILY));
            int family = calls.optionValue();
            check(calls.getOption(descriptor, LinuxOption.ACCEPTS));
            if (calls.optionValue() != 0) {
                EpollListener listener = new EpollListener(this, descriptor, family);
                listener.keepReserve();
                return listener;
            }
            check(calls.peerAddress(descriptor));
            return new EpollSocket(this, descriptor, family, calls.address());
        } catch (Throwable failure) {
            calls.close(descriptor);
            throw failure;
        }
    }

    private static void closeAfter(Throwable failure, EpollChannel channel) {
        try {
            channel.close();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }

    /** Without delay for small packets, which connections inherit from the socket that accepts them. */
    private int newSocket(int type, int family, SocketAddress address) throws IOException {
        SocketAddresses.requireFit(address);
        int socket = check(calls.socket(family, type));
        try {
            if (family == IPV6) {
                check(calls.setOption(socket, LinuxOption.IPV6_ONLY, 0));
            }
            if (family != UNIX && type == STREAM) {
                check(calls.setOption(socket, LinuxOption.NO_DELAY, 1));
            }
            return socket;
        } catch (Throwable failure) {
            calls.close(socket);
            throw failure;
        }
    }

    /** A new channel has come; its ticket. */
    long admit(EpollChannel channel, int descriptor) {
        if (descriptor >= channels.length) {
            channels = Arrays.copyOf(channels, Math.max(descriptor + 1, 2 * channels.length));
        }
        channels[descriptor] = channel;
        return (long) tickets++ << Integer.SIZE | descriptor;
    }

    /** Makes what the kernel is asked to tell of a channel something else, or nothing. */
    void register(EpollChannel channel, int before, int wanted) throws IOException {
        int operation = before == 0 ? ADD : wanted == 0 ? REMOVE : CHANGE;
        check(calls.epollControl(epoll, operation, channel.descriptor, wanted, channel.ticket));
        registered += (wanted == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
    }

    /** To be settled before the next poll sleeps. */
    void changed(EpollChannel channel) {
        changed.add(channel);
    }

    /** The channel is closed: its descriptor may belong to another one from here on. */
    void dismiss(EpollChannel channel) throws IOException {
        channels[channel.descriptor] = null;
        int result = calls.close(channel.descriptor);
        if (result != -Errno.EINTR) { // Linux has closed it all the same
            check(result);
        }
    }

    /** How many channels the kernel is asked to watch. */
    int registered() {
        return registered;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        IOException failure = null;
        for (EpollChannel channel : open()) {
            try {
                channel.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        try {
            files.close();
        } catch (IOException e) {
            failure = e;
        }
        synchronized (signalled) {
            closed = true;
            calls.close(wakeUp);
        }
        calls.close(epoll);
        if (failure != null) {
            throw failure;
        }
    }

    private List<EpollChannel> open() {
        List<EpollChannel> open = new ArrayList<>();
        for (EpollChannel channel : channels) {
            if (channel != null) {
                open.add(channel);
            }
        }
        return open;
    }
}
