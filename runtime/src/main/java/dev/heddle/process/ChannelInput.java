package dev.heddle.process;

import dev.heddle.Coroutine;
import dev.heddle.io.BufferedInput;
import dev.heddle.io.PipeInput;
import dev.heddle.scheduling.Gate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/** What a child writes. Confined to the loop thread. */
final class ChannelInput extends BufferedInput implements PipeInput {
    private final Pipe.SourceChannel channel;
    private final PipeEnd end;

    ChannelInput(Pipe.SourceChannel channel, String name) throws IOException {
        this.channel = channel;
        end = new PipeEnd(channel, name);
    }

    @Override
    protected Coroutine<Integer> receive(ByteBuffer target) {
        return new Read(target);
    }

    @Override
    protected void requireReadable() throws IOException {
        end.requireFree("read");
    }

    @Override
    public Coroutine<Void> closeAsync(CloseReason reason) {
        return Gate.nothing(end.closing());
    }

    @Override
    public String toString() {
        return end.toString();
    }

    private final class Read extends PipeEnd.Attempt<Integer> {
        private final ByteBuffer target;

        Read(ByteBuffer target) {
            super(end);
            this.target = target;
        }

        @Override
        Object call() throws IOException {
            int limit = target.limit();
            target.limit(Math.min(limit, target.position() + PipeEnd.AT_ONCE));
            try {
                int count = channel.read(target);
                return count == 0 ? NOT_YET : count;
            } finally {
                target.limit(limit);
            }
        }
    }
}
