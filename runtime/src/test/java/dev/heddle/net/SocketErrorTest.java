package dev.heddle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Trouble;
import dev.heddle.annotation.Async;
import dev.heddle.engine.ChannelOptions;
import dev.heddle.engine.Engine;
import dev.heddle.engine.EngineDatagram;
import dev.heddle.engine.EngineListener;
import dev.heddle.engine.EngineSocket;
import dev.heddle.engine.Readiness;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a call throws that is no IOException: the virtual machine out of direct memory, for example. */
class SocketErrorTest {
    /** Blocks once in each direction, and is out of memory afterwards. */
    private static final class OutOfMemory implements EngineSocket {
        private final ScriptedEngine engine;
        private boolean blocked;
        private @Nullable Readiness waiter;
        boolean open = true;

        OutOfMemory(ScriptedEngine engine) {
            this.engine = engine;
        }

        private int call() {
            if (!blocked) {
                blocked = true;
                return 0;
            }
            throw new OutOfMemoryError("Cannot reserve bytes of direct buffer memory");
        }

        @Override
        public boolean finishConnect() {
            return call() > 0;
        }

        @Override
        public int read(ByteBuffer target) {
            return call();
        }

        @Override
        public int write(ByteBuffer source) {
            return call();
        }

        @Override
        public void awaitReadable(Readiness newWaiter) {
            waiter = newWaiter;
            engine.schedule(Duration.ofSeconds(1), () -> {
                waiter = null;
                newWaiter.ready();
            });
        }

        @Override
        public void awaitWritable(Readiness newWaiter) {
            awaitReadable(newWaiter);
        }

        @Override
        public boolean withdraw(Readiness candidate) {
            return waiter == candidate;
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public void resetOnClose() {}

        @Override
        public <T> void setOption(SocketOption<T> option, T value) {}

        @Override
        public <T> @Nullable T getOption(SocketOption<T> option) {
            return null;
        }

        @Override
        public SocketAddress localAddress() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        }

        @Override
        public SocketAddress remoteAddress() {
            return localAddress();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private final ScriptedEngine engine = new ScriptedEngine();
    private final OutOfMemory socket = new OutOfMemory(engine);
    private final List<Trouble> troubles = new ArrayList<>();

    private Throwable failureOf(Coroutine<?> operation) {
        LoopOptions options =
                LoopOptions.defaults().engine(this::engineOfThisSocket).exceptionHandler(troubles::add);
        return catchThrowable(() -> Loop.run(options, operation));
    }

    @Async
    private static Coroutine<Integer> readFrom(EngineSocket socket) throws IOException {
        return new TcpStream(socket).read(ByteBuffer.allocate(1));
    }

    private Engine engineOfThisSocket() {
        return new Engine() {
            @Override
            public long nanos() {
                return engine.nanos();
            }

            @Override
            public void poll(long timeoutNanos) {
                engine.poll(timeoutNanos);
            }

            @Override
            public void wakeUp() {
                engine.wakeUp();
            }

            @Override
            public EngineListener listen(SocketAddress address, int backlog, ChannelOptions options)
                    throws IOException {
                return engine.listen(address, backlog, options);
            }

            @Override
            public EngineSocket connect(SocketAddress address, ChannelOptions options) {
                return socket;
            }

            @Override
            public EngineDatagram datagrams(SocketAddress address, ChannelOptions options) throws IOException {
                return engine.datagrams(address, options);
            }

            @Override
            public void close() {
                engine.close();
            }
        };
    }

    @Test
    void anErrorOfAReadThatHadToWaitIsThrownByTheAwaitAndTheLoopEndsInOrder() throws Exception {
        assertThat(failureOf(readFrom(socket)))
                .isInstanceOf(OutOfMemoryError.class)
                .hasNoSuppressedExceptions();
        assertThat(troubles).extracting(Trouble::kind).containsExactly(Trouble.Kind.NEVER_CLOSED);
    }

    @Test
    void anErrorOfAConnectThatHadToWaitIsThrownByTheAwaitAndClosesTheSocket() throws Exception {
        assertThat(failureOf(TcpStream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))))
                .isInstanceOf(OutOfMemoryError.class)
                .hasNoSuppressedExceptions();
        assertThat(socket.open).isFalse();
    }
}
