package dev.heddle.engine;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The system calls made through the foreign-function interface, by the functions of the C library.
 *
 * <p>What they need of memory is allocated once. It belongs to the garbage collector, since a segment that has to be closed
 * is marked as in use for each call, and since an engine may be opened on another thread than it runs on. Calls are exact
 * invocations of constants on that memory, which allocate nothing once compiled. Those in place make a segment of the
 * buffer, which the compiler removes only where it sees enough of the callers; on an array they are critical, so that the
 * array stays where it is while the garbage collector waits for them: they are kept short. Confined to the loop thread,
 * except {@link #signal}.
 */
final class ForeignCalls implements LinuxCalls {
    private static final int EVENTS = 256;
    private static final EventLayout EVENT = EventLayout.of(System.getProperty("os.arch"));
    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int REAL_LENGTH = 0x20;
    private static final int NO_SIGNAL = 0x4000;
    private static final int RECEIVED_CLOSE_ON_EXEC = 0x40000000;
    private static final int SOCKET_LEVEL = 1;
    private static final int PEER_CREDENTIALS = 17;
    private static final int CREDENTIALS_LENGTH = 12;

    /** {@code SYS_pidfd_open}, which the C library has had a function for only since 2.36. */
    private static final long PIDFD_OPEN = 434;

    /** {@code SYS_pidfd_send_signal}, in the same case. */
    private static final long PIDFD_SEND_SIGNAL = 424;

    /** {@code F_DUPFD_CLOEXEC}. */
    private static final int DUPLICATE_CLOSED_ON_EXEC = 1030;

    /** {@code F_GETFL}. */
    private static final int GET_FLAGS = 3;

    /** {@code F_SETFL}. */
    private static final int SET_FLAGS = 4;

    /** A call on an array moves at most so many bytes: some microseconds. */
    private static final long LONGEST_CRITICAL = 64 * 1024;

    private static final int PASSAGE_LENGTH = 64 * 1024;

    private static final int LONGEST_DESCRIPTION = 256;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final Linker.Option CRITICAL_ON_ARRAYS = Linker.Option.critical(true);

    private static final MethodHandle EPOLL_CREATE = link("epoll_create1", JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CONTROL =
            link("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle EPOLL_WAIT = link("epoll_wait", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final @Nullable MethodHandle EPOLL_WAIT_NANOS = linkIfPresent(
            "epoll_pwait2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS), ERRNO);
    private static final MethodHandle EVENTFD = link("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle EVENTFD_WRITE =
            link("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle SYSCALL = link(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle SOCKET = link("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = link("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle LISTEN = link("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CONNECT = link("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle ACCEPT = link("accept4", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKNAME = link("getsockname", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle GETPEERNAME = link("getpeername", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final FunctionDescriptor TRANSFER =
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECEIVE = link("recv", TRANSFER, ERRNO);
    private static final MethodHandle RECEIVE_ARRAY = link("recv", TRANSFER, ERRNO, CRITICAL_ON_ARRAYS);
    private static final MethodHandle SEND = link("send", TRANSFER, ERRNO);
    private static final MethodHandle SEND_ARRAY = link("send", TRANSFER, ERRNO, CRITICAL_ON_ARRAYS);
    private static final MethodHandle RECEIVE_FROM = link(
            "recvfrom",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS),
            ERRNO);
    private static final MethodHandle SEND_TO = link(
            "sendto",
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
            ERRNO);
    private static final MethodHandle RECEIVE_MESSAGES =
            link("recvmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle SEND_MESSAGES = link("sendmmsg", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECEIVE_MESSAGE = link("recvmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND_MESSAGE = link("sendmsg", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle FCNTL = link(
            "fcntl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle DUPLICATE_AS = link("dup3", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SYSCALL_OF_SIGNALS = link(
            "syscall",
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle SHUTDOWN = link("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            link("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle GETSOCKOPT =
            link("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    private static final MethodHandle CLOSE = link("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle STRERROR = link("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private final Arena memory = Arena.ofAuto();
    private final MemorySegment errno = memory.allocate(Linker.Option.captureStateLayout());
    private final long errnoOffset =
            Linker.Option.captureStateLayout().byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private final MemorySegment events = memory.allocate((long) EVENTS * EVENT.size(), Long.BYTES);
    private final MemorySegment interest = memory.allocate(EVENT.size(), Long.BYTES);
    private final MemorySegment timeout = memory.allocate(2 * Long.BYTES, Long.BYTES);
    private final MemorySegment option = memory.allocate(CREDENTIALS_LENGTH, Integer.BYTES);
    private final MemorySegment optionLength = memory.allocate(JAVA_INT);
    private final MemorySegment address = memory.allocate(SocketAddresses.LONGEST, Long.BYTES);
    private final ByteBuffer addressBytes = address.asByteBuffer().order(ByteOrder.nativeOrder());
    private final MemorySegment passage = memory.allocate(PASSAGE_LENGTH, Long.BYTES);
    private final ByteBuffer passageBytes = passage.asByteBuffer();
    private final MemorySegment addressLength = memory.allocate(JAVA_INT);
    private int optionValue;

    /** Null until datagrams go together for the first time. */
    private @Nullable ForeignMessages messages;

    /** Null until a descriptor is sent or received for the first time. */
    private @Nullable ForeignRights rights;

    /** A function that returns a number and sets {@code errno}. */
    private static MethodHandle link(String name, ValueLayout result, MemoryLayout... arguments) {
        return link(name, FunctionDescriptor.of(result, arguments), ERRNO);
    }

    private static MethodHandle link(String name, FunctionDescriptor function, Linker.Option... options) {
        MethodHandle linked = linkIfPresent(name, function, options);
        if (linked == null) {
            throw new UnsatisfiedLinkError("the C library has no " + name);
        }
        return linked;
    }

    @SuppressWarnings("restricted") // the signatures are those of the C library
    private static @Nullable MethodHandle linkIfPresent(
            String name, FunctionDescriptor function, Linker.Option... options) {
        MemorySegment symbol = LINKER.defaultLookup().find(name).orElse(null);
        return symbol == null ? null : LINKER.downcallHandle(symbol, function, options);
    }

    /** The result of a call as the kernel gives it. */
    private int answer(int result) {
        return result >= 0 ? result : -errno.get(JAVA_INT, errnoOffset);
    }

    /** No handle here throws anything of its own. */
    private static AssertionError impossible(Throwable thrown) {
        return new AssertionError(thrown);
    }

    @Override
    public int epollCreate() {
        try {
            return answer((int) EPOLL_CREATE.invokeExact(errno, CLOSE_ON_EXEC));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int epollControl(int epoll, int operation, int descriptor, int wanted, long data) {
        interest.set(JAVA_INT, 0, wanted);
        interest.set(JAVA_LONG_UNALIGNED, EVENT.dataOffset(), data);
        try {
            return answer((int) EPOLL_CONTROL.invokeExact(errno, epoll, operation, descriptor, interest));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int epollWait(int epoll, int timeoutMillis) {
        try {
            return answer((int) EPOLL_WAIT.invokeExact(errno, epoll, events, EVENTS, timeoutMillis));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int epollWaitNanos(int epoll, long timeoutNanos) {
        MethodHandle wait = EPOLL_WAIT_NANOS;
        if (wait == null) {
            return -Errno.ENOSYS;
        }
        try {
            return answer((int) wait.invokeExact(errno, epoll, events, EVENTS, timeoutOf(timeoutNanos), NULL));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    private MemorySegment timeoutOf(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return NULL;
        }
        timeout.set(JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
        timeout.set(JAVA_LONG, Long.BYTES, nanos % NANOS_PER_SECOND);
        return timeout;
    }

    @Override
    public int events(int index) {
        return events.get(JAVA_INT, (long) index * EVENT.size());
    }

    @Override
    public long data(int index) {
        return events.get(JAVA_LONG_UNALIGNED, (long) index * EVENT.size() + EVENT.dataOffset());
    }

    @Override
    public int eventDescriptor() {
        try {
            return answer((int) EVENTFD.invokeExact(errno, 0, NON_BLOCKING | CLOSE_ON_EXEC));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int signal(int eventDescriptor) {
        try {
            return (int) EVENTFD_WRITE.invokeExact(eventDescriptor, 1L);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int processDescriptor(long pid) {
        try {
            return answer((int) (long) SYSCALL.invokeExact(errno, PIDFD_OPEN, (int) pid, 0));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int socket(int family, int type) {
        try {
            return answer((int) SOCKET.invokeExact(errno, family, type | NON_BLOCKING | CLOSE_ON_EXEC, 0));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int bind(int socket, int family, SocketAddress local) {
        int length = SocketAddresses.encode(local, family, addressBytes);
        try {
            return answer((int) BIND.invokeExact(errno, socket, address, length));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int listen(int socket, int backlog) {
        try {
            return answer((int) LISTEN.invokeExact(errno, socket, backlog));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int connect(int socket, int family, SocketAddress remote) {
        int length = SocketAddresses.encode(remote, family, addressBytes);
        try {
            return answer((int) CONNECT.invokeExact(errno, socket, address, length));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int accept(int listener) {
        addressLength.set(JAVA_INT, 0, SocketAddresses.LONGEST);
        try {
            return answer(
                    (int) ACCEPT.invokeExact(errno, listener, address, addressLength, NON_BLOCKING | CLOSE_ON_EXEC));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int localAddress(int socket) {
        addressLength.set(JAVA_INT, 0, SocketAddresses.LONGEST);
        try {
            return answer((int) GETSOCKNAME.invokeExact(errno, socket, address, addressLength));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int peerAddress(int socket) {
        addressLength.set(JAVA_INT, 0, SocketAddresses.LONGEST);
        try {
            return answer((int) GETPEERNAME.invokeExact(errno, socket, address, addressLength));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public SocketAddress address() {
        return SocketAddresses.decode(addressBytes, addressLength.get(JAVA_INT, 0));
    }

    @Override
    public int receive(int socket, ByteBuffer target) {
        try {
            int count = answer((int) (long) RECEIVE.invokeExact(
                    errno, socket, passage, (long) Math.min(target.remaining(), PASSAGE_LENGTH), 0));
            if (count > 0) {
                target.put(target.position(), passageBytes, 0, count);
            }
            return count;
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int receiveInPlace(int socket, ByteBuffer target) {
        long length = target.remaining();
        MemorySegment space = MemorySegment.ofBuffer(target);
        try {
            return space.isNative()
                    ? answer((int) (long) RECEIVE.invokeExact(errno, socket, space, length, 0))
                    : answer((int) (long)
                            RECEIVE_ARRAY.invokeExact(errno, socket, space, Math.min(length, LONGEST_CRITICAL), 0));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int receiveFrom(int socket, ByteBuffer target) {
        addressLength.set(JAVA_INT, 0, SocketAddresses.LONGEST);
        int length = Math.min(target.remaining(), PASSAGE_LENGTH);
        try {
            int size = answer((int) (long) RECEIVE_FROM.invokeExact(
                    errno, socket, passage, (long) length, REAL_LENGTH, address, addressLength));
            if (size > 0) {
                target.put(target.position(), passageBytes, 0, Math.min(size, length));
            }
            return size;
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int sendTo(int socket, ByteBuffer source, int family, SocketAddress target) {
        int addressed = SocketAddresses.encode(target, family, addressBytes);
        int length = fillPassage(0, source);
        try {
            return answer((int)
                    (long) SEND_TO.invokeExact(errno, socket, passage, (long) length, NO_SIGNAL, address, addressed));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int send(int socket, ByteBuffer source) {
        return sendPassage(socket, fillPassage(0, source));
    }

    @Override
    public int sendTogether(int socket, ByteBuffer[] sources, int from) {
        int length = 0;
        for (int i = from; i < sources.length && length < PASSAGE_LENGTH; i++) {
            length += fillPassage(length, sources[i]);
        }
        return sendPassage(socket, length);
    }

    /** Copies what fits into the passage from {@code offset} on; how many bytes. */
    private int fillPassage(int offset, ByteBuffer source) {
        int length = Math.min(source.remaining(), PASSAGE_LENGTH - offset);
        passageBytes.put(offset, source, source.position(), length);
        return length;
    }

    private int sendPassage(int socket, int length) {
        try {
            return answer((int) (long) SEND.invokeExact(errno, socket, passage, (long) length, NO_SIGNAL));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int sendInPlace(int socket, ByteBuffer source) {
        long length = source.remaining();
        MemorySegment bytes = MemorySegment.ofBuffer(source);
        try {
            return bytes.isNative()
                    ? answer((int) (long) SEND.invokeExact(errno, socket, bytes, length, NO_SIGNAL))
                    : answer((int) (long) SEND_ARRAY.invokeExact(
                            errno, socket, bytes, Math.min(length, LONGEST_CRITICAL), NO_SIGNAL));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    private ForeignMessages messages() {
        ForeignMessages present = messages;
        if (present == null) {
            present = new ForeignMessages();
            messages = present;
        }
        return present;
    }

    @Override
    public int receiveMessages(int socket, int most, int space, boolean together) {
        ForeignMessages target = messages();
        target.prepare(most, space, together);
        try {
            return answer((int) RECEIVE_MESSAGES.invokeExact(errno, socket, target.headers(), most, REAL_LENGTH, NULL));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int messageSize(int index) {
        return messages().size(index);
    }

    @Override
    public ByteBuffer messageContent(int index, int begin, int length) {
        return messages().content(index, begin, length);
    }

    @Override
    public int messageSegment(int index) {
        return messages().segment(index);
    }

    @Override
    public SocketAddress messageAddress(int index) {
        return messages().address(index);
    }

    @Override
    public boolean putMessage(int index, ByteBuffer source, int family, @Nullable SocketAddress target) {
        return messages().put(index, source, family, target);
    }

    @Override
    public boolean appendToMessage(int index, ByteBuffer source, int segment) {
        return messages().append(index, source, segment);
    }

    @Override
    public int sendMessages(int socket, int count) {
        try {
            return answer(
                    (int) SEND_MESSAGES.invokeExact(errno, socket, messages().headers(), count, NO_SIGNAL));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    private ForeignRights rights() {
        ForeignRights present = rights;
        if (present == null) {
            present = new ForeignRights();
            rights = present;
        }
        return present;
    }

    @Override
    public int sendDescriptor(int socket, int passed) {
        try {
            return answer((int) (long) SEND_MESSAGE.invokeExact(errno, socket, rights().with(passed), NO_SIGNAL));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int receiveDescriptor(int socket) {
        ForeignRights came = rights();
        int count;
        try {
            count = answer(
                    (int) (long) RECEIVE_MESSAGE.invokeExact(errno, socket, came.empty(), RECEIVED_CLOSE_ON_EXEC));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
        if (count < 0 || !came.isTruncated()) {
            return count;
        }
        if (came.descriptor() == ForeignRights.NONE) {
            return -Errno.EMFILE;
        }
        close(came.descriptor());
        return -Errno.EPROTO;
    }

    @Override
    public int passedDescriptor() {
        return rights().descriptor();
    }

    @Override
    public int duplicate(int descriptor) {
        return control(descriptor, DUPLICATE_CLOSED_ON_EXEC, 0);
    }

    @Override
    public int duplicateAs(int descriptor, int number) {
        try {
            return answer((int) DUPLICATE_AS.invokeExact(errno, descriptor, number, CLOSE_ON_EXEC));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int stopBlocking(int descriptor) {
        int flags = control(descriptor, GET_FLAGS, 0);
        return flags < 0 ? flags : control(descriptor, SET_FLAGS, flags | NON_BLOCKING);
    }

    private int control(int descriptor, int operation, int argument) {
        try {
            return answer((int) FCNTL.invokeExact(errno, descriptor, operation, argument));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int signalProcess(int processDescriptor, int signal) {
        try {
            return answer((int) (long)
                    SYSCALL_OF_SIGNALS.invokeExact(errno, PIDFD_SEND_SIGNAL, processDescriptor, signal, NULL, 0));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int shutdown(int socket, int direction) {
        try {
            return answer((int) SHUTDOWN.invokeExact(errno, socket, direction));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int setOption(int socket, LinuxOption name, int value) {
        boolean linger = name == LinuxOption.LINGER;
        option.set(JAVA_INT, 0, linger ? (value < 0 ? 0 : 1) : value);
        option.set(JAVA_INT, Integer.BYTES, Math.max(0, value));
        int length = linger ? 2 * Integer.BYTES : Integer.BYTES;
        try {
            return answer((int) SETSOCKOPT.invokeExact(errno, socket, name.level, name.number, option, length));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int getOption(int socket, LinuxOption name) {
        boolean linger = name == LinuxOption.LINGER;
        int result = getOption(socket, name.level, name.number, linger ? 2 * Integer.BYTES : Integer.BYTES);
        optionValue = option.get(JAVA_INT, 0);
        if (linger) {
            optionValue = optionValue == 0 ? -1 : option.get(JAVA_INT, Integer.BYTES);
        }
        return result;
    }

    private int getOption(int socket, int level, int number, int length) {
        optionLength.set(JAVA_INT, 0, length);
        try {
            return answer((int) GETSOCKOPT.invokeExact(errno, socket, level, number, option, optionLength));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int optionValue() {
        return optionValue;
    }

    @Override
    public int peerCredentials(int socket) {
        return getOption(socket, SOCKET_LEVEL, PEER_CREDENTIALS, CREDENTIALS_LENGTH);
    }

    /** {@code struct ucred}: the number of the process, of the user, of the group. */
    @Override
    public PeerCredentials credentials() {
        return new PeerCredentials(
                ForeignNames.ofUser(option.get(JAVA_INT, Integer.BYTES)),
                ForeignNames.ofGroup(option.get(JAVA_INT, 2 * Integer.BYTES)));
    }

    @Override
    public int close(int descriptor) {
        try {
            return answer((int) CLOSE.invokeExact(errno, descriptor));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    @SuppressWarnings("restricted") // the C library ends its descriptions by zero
    public String describe(int error) {
        try {
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(error);
            return text.reinterpret(LONGEST_DESCRIPTION).getString(0);
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }
}
