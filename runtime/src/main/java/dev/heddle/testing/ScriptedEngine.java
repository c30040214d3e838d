package dev.heddle.testing;

import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineDatagram;
import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.engine.HangException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose whole world is in memory: time is virtual, connections reach the listeners of the same engine, and faults
 * happen where the test puts them. The same program replays exactly.
 *
 * <p>A poll with nothing ready does not sleep: it moves the clock by its timeout, or to the next scripted event if that
 * comes first. A poll without limit when nothing is left that could happen throws {@link HangException}. Any number of
 * connections may wait to be accepted. Confined to the loop thread, except {@link #wakeUp}.
 */
public final class ScriptedEngine implements Engine {
    private static final int FIRST_EPHEMERAL_PORT = 49_152;

    /** By {@link #keyOf}. */
    private final Map<Object, ScriptedListener> listeners = new LinkedHashMap<>();

    /** By {@link #keyOf}. */
    private final Map<Object, ScriptedDatagram> datagrams = new LinkedHashMap<>();

    private final Set<ScriptedChannel> open = new LinkedHashSet<>();
    private final Set<@Nullable InetAddress> silent = new HashSet<>();
    private final Set<@Nullable InetAddress> refusing = new HashSet<>();
    private final ArrayDeque<ScriptedInterest> ready = new ArrayDeque<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Semaphore wakeUps = new Semaphore(0);
    private BiConsumer<ScriptedSocket, ScriptedSocket> connectionScript = (client, server) -> {};
    private Duration patience = Duration.ZERO;
    private long lastNanos = Long.MAX_VALUE;
    private int leftOpen;
    private int nextPort = FIRST_EPHEMERAL_PORT;
    private int failingAccepts;
    private int lostDatagrams;
    private int bufferSize = 64 * 1024;
    private long nextEvent;
    private long seed;
    private long nanos;
    private long polls;
    private boolean polling;
    private boolean closed;

    /** A world at time 0 with nobody in it. */
    public ScriptedEngine() {}

    /**
     * Calls {@code script} with both ends, client first, of every connection made from here on: the place to put faults
     * into sockets that the code under test opens for itself.
     */
    public ScriptedEngine onConnection(BiConsumer<ScriptedSocket, ScriptedSocket> script) {
        connectionScript = script;
        return this;
    }

    /** How many bytes each direction of a later connection holds between its ends; 64 KiB unless set. */
    public ScriptedEngine bufferSize(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a buffer of " + bytes + " bytes can hold nothing");
        }
        bufferSize = bytes;
        return this;
    }

    /**
     * Waits so long in real time for a {@link #wakeUp} before a poll without limit is called a hang: for programs with work
     * on other threads, which replay less exactly. Zero unless set.
     */
    public ScriptedEngine patience(Duration realTime) {
        patience = realTime;
        return this;
    }

    /** Lets the random numbers of the loop begin at another place; they are the same ones each time. */
    public ScriptedEngine seed(long seed) {
        this.seed = seed;
        return this;
    }

    /** Calls it a hang when the clock would move beyond so much virtual time. No limit unless set. */
    public ScriptedEngine limit(Duration virtualTime) {
        lastNanos = virtualTime.toNanos();
        return this;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public long seed() {
        return seed;
    }

    /** Makes the next {@code count} calls that would accept a connection fail for lack of descriptors. */
    public void failAccepts(int count) {
        failingAccepts = count;
    }

    /** Loses the next {@code count} datagrams that would reach somebody. */
    public void loseDatagrams(int count) {
        lostDatagrams = count;
    }

    /** Makes a host one that never answers: attempts to connect to it wait for ever. */
    public ScriptedEngine silence(InetAddress host) {
        silent.add(host);
        return this;
    }

    /** Makes a host one where nobody listens, whatever the port. */
    public ScriptedEngine refuse(InetAddress host) {
        refusing.add(host);
        return this;
    }

    /** How many sockets and listeners are open. */
    public int openSockets() {
        return open.size();
    }

    /** Lets {@code event} happen inside the poll during which the clock reaches now + {@code delay}. */
    public void schedule(Duration delay, Runnable event) {
        events.add(new Event(Math.addExact(nanos, delay.toNanos()), nextEvent++, event));
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void poll(long timeoutNanos) {
        if (closed || polling) {
            throw new IllegalStateException(closed ? "the engine is closed" : "a waiter must not poll");
        }
        polling = true;
        try {
            polls++;
            boolean woken = wakeUps.drainPermits() > 0;
            boolean busy = happen();
            if (!busy && !woken && timeoutNanos > 0) {
                jump(timeoutNanos);
            }
        } finally {
            Thread.interrupted();
            polling = false;
        }
    }

    private void jump(long timeoutNanos) {
        long target = timeoutNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.addExact(nanos, timeoutNanos);
        Event next = events.peek();
        if (timeoutNanos != Long.MAX_VALUE && target > lastNanos && (next == null || next.nanos > lastNanos)) {
            throw new HangException("not at its end after " + Duration.ofNanos(lastNanos) + " of virtual time");
        }
        if (next != null && next.nanos <= target) {
            nanos = next.nanos;
            happen();
        } else if (timeoutNanos != Long.MAX_VALUE) {
            nanos = target;
        } else if (!wokenWithinPatience()) {
            throw new HangException(describeHang());
        }
    }

    /** Runs the events that are due, then tells the waiters that were ready before the first of them was told. */
    private boolean happen() {
        boolean busy = false;
        for (Event next = events.peek(); next != null && next.nanos <= nanos; next = events.peek()) {
            events.remove();
            next.action.run();
            busy = true;
        }
        for (int left = ready.size(); left > 0; left--) {
            busy |= ready.remove().tell();
        }
        return busy;
    }

    private boolean wokenWithinPatience() {
        try {
            return wakeUps.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException wakeUp) {
            return true;
        }
    }

    private String describeHang() {
        StringBuilder message = new StringBuilder("hang at ")
                .append(Duration.ofNanos(nanos))
                .append(" of virtual time: no timer, no scripted event and no wake-up is left");
        for (ScriptedChannel channel : open) {
            channel.describeWaiters(message);
        }
        return message.toString();
    }

    @Override
    public void wakeUp() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    @Override
    public EngineListener listen(SocketAddress address, int backlog, ChannelOptions options) throws IOException {
        SocketAddress bound = bound(address, listeners);
        ScriptedListener listener = new ScriptedListener(this, bound);
        listeners.put(keyOf(bound), listener);
        options.applyTo(listener::setOption);
        return listener;
    }

    @Override
    public EngineSocket connect(SocketAddress address, ChannelOptions options) throws IOException {
        SocketAddress local = address instanceof UnixDomainSocketAddress
                ? UnixDomainSocketAddress.of("")
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), nextPort++);
        ScriptedListener listener = listeners.get(keyOf(address));
        InetAddress host = address instanceof InetSocketAddress inet ? inet.getAddress() : null;
        ScriptedSocket client;
        if (silent.contains(host)) {
            client = ScriptedSocket.unanswered(this, local, address);
        } else if (listener == null || refusing.contains(host)) {
            client = ScriptedSocket.refused(this, local, address);
        } else {
            client = ScriptedSocket.connecting(this, local, address, bufferSize);
            connectionScript.accept(client, client.peer());
            listener.arrive(client.peer());
        }
        options.applyTo(client::setOption);
        return client;
    }

    @Override
    public EngineDatagram datagrams(SocketAddress address, ChannelOptions options) throws IOException {
        SocketAddress bound = bound(address, datagrams);
        ScriptedDatagram socket = new ScriptedDatagram(this, bound);
        if (!isUnnamed(bound)) {
            datagrams.put(keyOf(bound), socket);
        }
        options.applyTo(socket::setOption);
        return socket;
    }

    /** Any number of Unix sockets have no name. */
    private static boolean isUnnamed(SocketAddress address) {
        return address instanceof UnixDomainSocketAddress unix
                && unix.getPath().toString().isEmpty();
    }

    private SocketAddress bound(SocketAddress wanted, Map<Object, ?> inUse) throws IOException {
        SocketAddress bound = wanted instanceof InetSocketAddress inet && inet.getPort() == 0 && !inet.isUnresolved()
                ? new InetSocketAddress(inet.getAddress(), nextPort++)
                : wanted;
        if (inUse.containsKey(keyOf(bound))) {
            throw new BindException("Address already in use: " + bound);
        }
        return bound;
    }

    /** What tells addresses of this world apart: the port, or the path. */
    private static Object keyOf(SocketAddress address) throws UnknownHostException {
        if (address instanceof UnixDomainSocketAddress) {
            return address;
        }
        if (!(address instanceof InetSocketAddress inet)) {
            throw new IllegalArgumentException("not a socket address of this engine: " + address);
        }
        if (inet.isUnresolved()) {
            throw new UnknownHostException(inet.getHostString() + " has not been resolved to an address");
        }
        return inet.getPort();
    }

    @Nullable
    ScriptedDatagram datagramsAt(SocketAddress address) throws UnknownHostException {
        return datagrams.get(keyOf(address));
    }

    @Override
    public void close() {
        if (!closed) {
            leftOpen = open.size();
        }
        closed = true;
        for (ScriptedChannel channel : new ArrayList<>(open)) {
            channel.close();
        }
    }

    /** How many sockets and listeners were open when the engine was closed. */
    int leftOpen() {
        return leftOpen;
    }

    /** Counts polls, which is what a connection attempt takes one of. */
    long polls() {
        return polls;
    }

    boolean takeFailingAccept() {
        return failingAccepts > 0 && failingAccepts-- > 0;
    }

    boolean losesDatagram() {
        return lostDatagrams > 0 && lostDatagrams-- > 0;
    }

    void opened(ScriptedChannel channel) {
        open.add(channel);
    }

    void closed(ScriptedChannel channel) {
        open.remove(channel);
        listeners.values().remove(channel);
        datagrams.values().remove(channel);
    }

    void enqueue(ScriptedInterest interest) {
        ready.add(interest);
    }

    private record Event(long nanos, long sequence, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}
