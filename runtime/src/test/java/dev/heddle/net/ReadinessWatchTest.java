package dev.heddle.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.engine.Engine;
import dev.heddle.engine.Epoll;
import dev.heddle.engine.NioEngine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is not this library's: pipes of the JDK with the engine nio, descriptors with the engine epoll. */
@Timeout(60)
class ReadinessWatchTest {
    private final List<LoopThread> loops = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (LoopThread each : loops) {
            each.close();
        }
    }

    private LoopThread loopOn(Engine engine) throws Exception {
        LoopThread loop = new LoopThread(engine);
        loops.add(loop);
        return loop;
    }

    @Test
    void aPipeOfTheJdkIsWatchedAgainAndAgain() throws Exception {
        LoopThread loop = loopOn(NioEngine.open());
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            ReadinessWatch watch = loop.call(() -> ReadinessWatch.of(source));
            ReadinessWatch room = loop.call(() -> ReadinessWatch.of(sink));
            for (int i = 0; i < 3; i++) {
                var readable = loop.start(watch.readable());
                assertThat(readable.isDone()).isFalse();
                loop.await(room.writable());
                sink.write(ByteBuffer.allocate(1));
                readable.join();
                assertThat(source.read(ByteBuffer.allocate(10))).isEqualTo(1);
            }
            assertThatThrownBy(() -> loop.await(watch.writable())).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> loop.call(() -> ReadinessWatch.of(source)))
                    .isInstanceOf(IllegalStateException.class);
            var waiting = loop.start(watch.readable());
            loop.await(watch.closeAsync(CloseReason.COMPLETED));
            assertThatThrownBy(waiting::join).isInstanceOf(AsynchronousCloseException.class);
            assertThatThrownBy(() -> loop.await(watch.readable())).isInstanceOf(ClosedChannelException.class);
            assertThat(source.isOpen()).isTrue();

            ReadinessWatch again = loop.call(() -> ReadinessWatch.of(source));
            sink.write(ByteBuffer.allocate(1));
            loop.await(again.readable());
            loop.await(again.closeAsync(CloseReason.COMPLETED));
        }
    }

    @Test
    void aChannelThatBlocksIsRefusedAndSoIsANumber() throws Exception {
        LoopThread loop = loopOn(NioEngine.open());
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            assertThat(sink.isOpen()).isTrue();
            assertThatThrownBy(() -> loop.call(() -> ReadinessWatch.of(source)))
                    .isInstanceOf(IllegalBlockingModeException.class);
        }
        assertThatThrownBy(() -> loop.call(() -> ReadinessWatch.of(0)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the engine nio cannot watch descriptors by their numbers, as epoll can");
    }

    @Test
    void aChannelOfTheJdkIsRefusedByTheEngineThatKnowsNumbers() throws Exception {
        Epoll.assumeAvailable();
        LoopThread loop = loopOn(Epoll.open());
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            assertThatThrownBy(() -> loop.call(() -> ReadinessWatch.of(source)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("the engine epoll cannot watch channels of the JDK, as nio can");
            assertThat(sink.isOpen()).isTrue();
        }
    }

    @Test
    void aDescriptorIsWatchedThoughItIsClosedMeanwhile() throws Exception {
        Epoll.assumeAvailable();
        LoopThread loop = loopOn(Epoll.open());
        int descriptor = Epoll.newDescriptor();
        ReadinessWatch watch = loop.call(() -> ReadinessWatch.of(descriptor));
        loop.await(watch.writable());
        var readable = loop.start(watch.readable());
        assertThat(readable.isDone()).isFalse();
        loop.start(watch.writable()).join();
        Epoll.signal(descriptor);
        readable.join();
        Epoll.close(descriptor);
        loop.await(watch.readable());
        loop.await(watch.closeAsync(CloseReason.COMPLETED));
        assertThatThrownBy(() -> loop.call(() -> ReadinessWatch.of(descriptor + 1_000_000)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCancelledWaitLeavesTheWatchAsItWas() throws Exception {
        LoopThread loop = loopOn(NioEngine.open());
        Pipe pipe = Pipe.open();
        try (Pipe.SourceChannel source = pipe.source();
                Pipe.SinkChannel sink = pipe.sink()) {
            source.configureBlocking(false);
            ReadinessWatch watch = loop.call(() -> ReadinessWatch.of(source));
            loop.start(watch.readable()).cancel();
            sink.write(ByteBuffer.allocate(1));
            loop.await(watch.readable());
            loop.await(watch.closeAsync(CloseReason.COMPLETED));
        }
    }
}
