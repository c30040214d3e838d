package dev.heddle.process;

import dev.heddle.Coroutine;
import dev.heddle.io.PipeOutput;
import dev.heddle.scheduling.Gate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.jspecify.annotations.Nullable;

/** What a child reads. Confined to the loop thread. */
final class ChannelOutput implements PipeOutput {
    /** A child as fast as we are must not keep the loop in one write for ever. */
    private static final int CALLS_IN_A_ROW = 16;

    private final Pipe.SinkChannel channel;
    private final PipeEnd end;

    ChannelOutput(Pipe.SinkChannel channel, String name) throws IOException {
        this.channel = channel;
        end = new PipeEnd(channel, name);
    }

    @Override
    public Coroutine<Void> write(ByteBuffer source) {
        return Gate.nothing(new Write(source));
    }

    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return Gate.nothing(end.closing());
    }

    @Override
    public String toString() {
        return end.toString();
    }

    private final class Write extends PipeEnd.Attempt<@Nullable Void> {
        private final ByteBuffer source;

        Write(ByteBuffer source) {
            super(end);
            this.source = source;
        }

        @Override
        @Nullable
        Object call() throws IOException {
            int limit = source.limit();
            try {
                for (int calls = 0; source.position() < limit; calls++) {
                    source.limit(Math.min(limit, source.position() + PipeEnd.AT_ONCE));
                    if (calls == CALLS_IN_A_ROW || channel.write(source) == 0) {
                        return NOT_YET;
                    }
                }
                return null;
            } finally {
                source.limit(limit);
            }
        }
    }
}
