package dev.heddle.process;

import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Starts a process, on a thread that may block. If nobody waits for it any more when it has started, it is killed at once: no
 * process stays that has no owner.
 *
 * <p>What follows from the outcome is guarded by this object's monitor.
 */
final class Launch implements Callable<Launch.Started> {
    /**
     * A process that runs, and our ends of its pipes. A pipe is null if the command has none there, or if it is one of
     * {@link Process}.
     */
    record Started(
            Process process,
            Pipe.@Nullable SinkChannel stdin,
            Pipe.@Nullable SourceChannel stdout,
            Pipe.@Nullable SourceChannel stderr) {}

    /** Three redirections or pipes of two ends each, and two pipes between the JDK and its helper. */
    private static final int NEEDED_BY_THE_JDK = 10;

    private final Command command;
    private final PipeKind pipes;
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private @Nullable Process process;
    private boolean abandoned;

    Launch(Command command, PipeKind pipes) {
        this.command = command;
        this.pipes = pipes;
    }

    /** Opens the pipes and starts the process; whatever goes wrong leaves nothing behind. */
    @Override
    public Started call() throws IOException {
        try {
            Started started = start();
            synchronized (this) {
                process = started.process();
                if (abandoned) {
                    kill(started.process());
                }
            }
            return started;
        } catch (IOException refused) {
            closeAll();
            throw ProcessStartException.of(command, refused);
        } catch (Throwable failure) {
            closeAll();
            throw failure;
        }
    }

    private Started start() throws IOException {
        if (command.directory() != null && !Files.isDirectory(command.directory())) {
            throw new IOException("there is no directory " + command.directory());
        }
        ProcessBuilder builder = command.builder();
        if (pipes == PipeKind.OF_THE_JDK) {
            checkDescriptors();
            return new Started(builder.start(), null, null, null);
        }
        Pipe.SinkChannel stdin = null;
        Pipe.SourceChannel stdout = null;
        Pipe.SourceChannel stderr = null;
        if (command.stdin() == Redirect.PIPE) {
            ChildPipe<Pipe.SinkChannel> pipe = ChildPipe.toChild();
            opened.add(pipe.ours());
            builder.redirectInput(pipe.theirs());
            stdin = pipe.ours();
        }
        if (command.stdout() == Redirect.PIPE) {
            ChildPipe<Pipe.SourceChannel> pipe = ChildPipe.fromChild();
            opened.add(pipe.ours());
            builder.redirectOutput(pipe.theirs());
            stdout = pipe.ours();
        }
        if (command.stderr() == Redirect.PIPE && command.hasErrorOutput()) {
            ChildPipe<Pipe.SourceChannel> pipe = ChildPipe.fromChild();
            opened.add(pipe.ours());
            builder.redirectError(pipe.theirs());
            stderr = pipe.ours();
        }
        checkDescriptors();
        return new Started(builder.start(), stdin, stdout, stderr);
    }

    /**
     * Fails unless the JDK finds the descriptors that it needs to start a child. When it runs out of them half-way, JDK 17
     * closes two numbers that it was never given (its array for the last pipe is not initialised), and these may be those of
     * a selector or of the standard input. Another thread may still take them between this look and the start.
     */
    private static void checkDescriptors() throws IOException {
        List<Pipe> taken = new ArrayList<>();
        try {
            while (2 * taken.size() < NEEDED_BY_THE_JDK) {
                taken.add(Pipe.open());
            }
        } finally {
            for (Pipe pipe : taken) {
                pipe.source().close();
                pipe.sink().close();
            }
        }
    }

    /** Nobody waits for the process; if it has started, or does so later, it is killed. Any thread. */
    synchronized void abandon() {
        abandoned = true;
        if (process != null) {
            kill(process);
        }
    }

    private void kill(Process unowned) {
        unowned.destroyForcibly();
        closeAll();
    }

    /** What cannot be closed here has nobody any more who could do anything about it. */
    private void closeAll() {
        for (Closeable end : opened) {
            try {
                end.close();
            } catch (IOException alreadyGone) {
                continue;
            }
        }
    }
}
