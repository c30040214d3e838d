package dev.heddle.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;

/**
 * A pipe to a child that is about to be started: our end of it, and how the child gets the other one.
 *
 * <p>The pipes of {@link Process} are not used, for three reasons. They can only be read by a thread that blocks, which no
 * cancellation and no close can call back while a grandchild holds the pipe. When the child has exited, the JDK takes what is
 * in them and closes them, so that what its children still write is lost. And their descriptors cannot be waited for. A
 * {@link Pipe} of {@code java.nio} has none of this, but the JDK starts children with pipes of its own or with files. So its
 * file in {@code /proc} is what the child is started with: to open the file of one end opens the same pipe once more, for
 * reading or writing as asked, and the JDK does so in this process, before it starts the child, and closes it afterwards. The
 * end that is the child's is closed here before, so each pipe ends when the child, and whomever it has handed the descriptor
 * on to, is done with it. In the child, the JDK closes all but the three that it has been given.
 *
 * <p>Any thread.
 */
record ChildPipe<C extends SelectableChannel>(C ours, Redirect theirs) {
    /** A pipe that the child reads from. */
    static ChildPipe<Pipe.SinkChannel> toChild() throws IOException {
        Pipe pipe = Pipe.open();
        try {
            pipe.source().close();
            return new ChildPipe<>(
                    pipe.sink(), Redirect.from(Descriptors.fileOf(pipe.sink()).toFile()));
        } catch (Throwable failure) {
            closeAfter(failure, pipe.sink());
            throw failure;
        }
    }

    /** A pipe that the child writes to. */
    static ChildPipe<Pipe.SourceChannel> fromChild() throws IOException {
        Pipe pipe = Pipe.open();
        try {
            pipe.sink().close();
            return new ChildPipe<>(
                    pipe.source(), Redirect.to(Descriptors.fileOf(pipe.source()).toFile()));
        } catch (Throwable failure) {
            closeAfter(failure, pipe.source());
            throw failure;
        }
    }

    /** Closes our end of a pipe to a child that has not been started. */
    static void closeAfter(Throwable failure, SelectableChannel end) {
        try {
            end.close();
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }
}
