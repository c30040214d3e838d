package dev.heddle.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Stands between a client and a server and forwards bytes, on threads and blocking sockets, with a fault at one offset of
 * what the client sends: it stops there until it is told to go on, or resets both connections. Any thread.
 */
final class FaultProxy implements Closeable {
    /** What happens when so many bytes have been forwarded. */
    enum Fault {
        HOLD,
        RESET
    }

    private static final int PATIENCE_MILLIS = 30_000;
    private static final int USUAL_PIECE = 8 * 1024;

    private final ServerSocket front;
    private final InetSocketAddress back;
    private final Fault fault;
    private final int offset;

    /** What is read of the client at a time. */
    private final int piece;

    private final Semaphore held = new Semaphore(0);
    private final Semaphore released = new Semaphore(0);
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    FaultProxy(InetSocketAddress back, Fault fault, int offset) throws IOException {
        this(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), back, fault, offset, USUAL_PIECE);
    }

    private FaultProxy(ServerSocket front, InetSocketAddress back, Fault fault, int offset, int piece) {
        this.front = front;
        this.back = back;
        this.fault = fault;
        this.offset = offset;
        this.piece = piece;
        start(this::serveOne);
    }

    /**
     * One that holds before the first byte, and then reads so many bytes at a time of what the client sends. The client cannot
     * send much ahead of it, as the buffer between them is as small as the system makes it.
     */
    static FaultProxy inPieces(InetSocketAddress back, int piece) throws IOException {
        ServerSocket front = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        front.setReceiveBufferSize(1);
        return new FaultProxy(front, back, Fault.HOLD, 0, piece);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    /** Waits until all bytes before the offset have been forwarded, and none after. */
    void awaitHold() throws InterruptedException {
        if (!held.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the proxy has not come to offset " + offset);
        }
    }

    /** Lets the rest pass. */
    void goOn() {
        released.release();
    }

    private synchronized void start(Runnable work) {
        Thread thread = new Thread(work, "fault proxy");
        threads.add(thread);
        thread.start();
    }

    private void serveOne() {
        try {
            Socket client = front.accept();
            Socket server = new Socket();
            synchronized (this) {
                sockets.add(client);
                sockets.add(server);
            }
            server.setTcpNoDelay(true);
            server.connect(back, PATIENCE_MILLIS);
            start(() -> pump(server, client, USUAL_PIECE, Integer.MAX_VALUE));
            pump(client, server, piece, offset);
        } catch (IOException closed) {
            // the test has closed this proxy, or its server
        }
    }

    private void pump(Socket from, Socket to, int size, int faultAt) {
        try {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] part = new byte[size];
            int passed = 0;
            if (faultAt == 0) {
                fail(from, to);
            }
            for (int count = input.read(part); count >= 0; count = input.read(part)) {
                int before = passed < faultAt ? Math.min(count, faultAt - passed) : count;
                output.write(part, 0, before);
                passed += before;
                if (passed == faultAt) {
                    fail(from, to);
                    faultAt = Integer.MAX_VALUE;
                }
                output.write(part, before, count - before);
                passed += count - before;
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException reset) {
            // one side has gone, and the other is closed with this proxy
        }
    }

    private void fail(Socket from, Socket to) throws IOException, InterruptedException {
        if (fault == Fault.RESET) {
            from.setSoLinger(true, 0);
            to.setSoLinger(true, 0);
            from.close();
            to.close();
        } else {
            held.release();
            released.acquire();
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        synchronized (this) {
            for (Socket socket : sockets) {
                socket.close();
            }
            threads.forEach(Thread::interrupt);
        }
    }
}
