package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.heddle.AsyncCloseable;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.ScopeOptions;
import dev.heddle.SelectCase;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.channel.OneShot;
import dev.heddle.io.PipeInput;
import dev.heddle.io.PipeOutput;
import dev.heddle.scheduling.BlockingCall;
import dev.heddle.scheduling.OpenResource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process that this one has started. It ends when it is closed at the latest: closed while it runs, it is asked to end by
 * the signal TERM, and killed when it has not after the {@linkplain Command#grace grace} of its command.
 *
 * <pre>{@code
 * try (Subprocess sort = await(Subprocess.start(Command.of("sort")))) {
 *     await(sort.stdin().write("b\na\n"));
 *     await(sort.stdin().closeAsync(COMPLETED));
 *     String first = await(sort.stdout().readLine());
 *     int status = await(sort.waitFor());
 * }
 * }</pre>
 *
 * <p>Its pipes are its own until they are read to their end or closed, and do not depend on whether the process still runs:
 * what its children write to them after its end can be read. One that is dropped without having been closed, or is open when
 * the loop ends, is reported and killed. Confined to the loop it was started on.
 */
public final class Subprocess implements AsyncCloseable {
    private static final byte[] NOTHING = {};

    private final Command command;
    private final Process process;
    private final Loop loop = Loop.current();
    private final OneShot<Integer> exit = new OneShot<>();
    private final @Nullable PipeOutput stdin;
    private final @Nullable PipeInput stdout;
    private final @Nullable PipeInput stderr;

    /** Those of the three that are there. */
    private final List<AsyncCloseable> pipes = new ArrayList<>();

    private final Conversation conversation;

    private final OpenResource open;
    private boolean closed;

    private Subprocess(Command command, Launch.Started started) throws IOException {
        this.command = command;
        process = started.process();
        conversation = new Conversation(this, command.outputLimit());
        exit.named("end of " + this);
        exit.confine("start");
        stdin = started.stdin() != null
                ? new ChannelOutput(started.stdin(), "stdin of " + this)
                : ownOutput(command.stdin(), "stdin of " + this);
        stdout = started.stdout() != null
                ? new ChannelInput(started.stdout(), "stdout of " + this)
                : ownInput(command.stdout(), process::getInputStream, "stdout of " + this);
        stderr = started.stderr() != null
                ? new ChannelInput(started.stderr(), "stderr of " + this)
                : command.hasErrorOutput()
                        ? ownInput(command.stderr(), process::getErrorStream, "stderr of " + this)
                        : null;
        for (AsyncCloseable pipe : new AsyncCloseable[] {stdin, stdout, stderr}) {
            if (pipe != null) {
                pipes.add(pipe);
            }
        }
        OpenResource mine = new OpenResource(this, "a process", new Running(process, toString(), started));
        open = mine;
        boolean isAllItHas = pipes.isEmpty();
        OneShot<Integer> end = exit;
        Loop home = loop;
        ExitWatch.OF_THE_JDK.onExit(
                process,
                status -> tell(
                        home,
                        () -> { // not by way of this, which may be garbage
                            end.set(status);
                            if (isAllItHas) {
                                mine.settle();
                            }
                        }));
    }

    /** What there is to end and to close of a process that nobody has any more. */
    private record Running(Process process, String name, Launch.Started started) implements Closeable {
        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            for (Closeable pipe : new Closeable[] {started.stdin(), started.stdout(), started.stderr()}) {
                if (pipe != null) {
                    pipe.close();
                }
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Of a system where only the JDK's own pipes can be had. */
    private @Nullable PipeOutput ownOutput(Redirect redirect, String name) {
        return redirect == Redirect.PIPE ? new StreamOutput(process::getOutputStream, name) : null;
    }

    private static @Nullable PipeInput ownInput(Redirect redirect, Supplier<InputStream> stream, String name) {
        return redirect == Redirect.PIPE ? new StreamInput(stream, name) : null;
    }

    /**
     * Starts a process. A suspension point; cancelled, either no process has been started or the process is the result, and
     * the cancellation comes at the next await.
     *
     * @return fails with a {@link ProcessStartException} if it cannot be started, for lack of descriptors for example
     */
    public static Coroutine<Subprocess> start(Command command) throws IOException {
        return start(command, PipeKind.best());
    }

    /** As {@link #start(Command)}, with pipes of that kind. */
    @Async
    static Coroutine<Subprocess> start(Command command, PipeKind pipes) throws IOException {
        Launch launch = new Launch(command, pipes);
        Launch.Started started = null;
        try {
            started = await(new BlockingCall<>(BlockingCall.Manner.FINISHED, launch));
            return done(new Subprocess(command, started));
        } catch (Throwable failure) {
            launch.abandon();
            throw failure;
        }
    }

    /** Starts a program with arguments, as {@link #start(Command)} does. */
    public static Coroutine<Subprocess> start(String program, String... arguments) throws IOException {
        return start(Command.of(program, arguments));
    }

    /**
     * Runs a process to its end, with an empty input. A suspension point; cancelled, it ends the process as {@code close}
     * does, and what the process had written is lost.
     *
     * @return what {@link #communicate} gives
     */
    public static Coroutine<ProcessResult> run(Command command) throws IOException {
        return run(command, NOTHING);
    }

    /** Runs a process to its end with that input, as {@link #run(Command)} does. */
    @Async
    public static Coroutine<ProcessResult> run(Command command, byte[] input) throws IOException {
        try (Subprocess process = await(start(command))) {
            return done(await(process.communicate(input)));
        }
    }

    /** Runs a process to its end with that input as UTF-8, as {@link #run(Command)} does. */
    public static Coroutine<ProcessResult> run(Command command, String input) throws IOException {
        return run(command, input.getBytes(UTF_8));
    }

    /**
     * As {@link #run(Command)}, for a process that has to succeed.
     *
     * @return fails with a {@link ProcessFailedException} if the exit status is not 0
     */
    public static Coroutine<ProcessResult> check(Command command) throws IOException {
        return check(command, NOTHING);
    }

    /** As {@link #run(Command, byte[])}, for a process that has to succeed. */
    @Async
    public static Coroutine<ProcessResult> check(Command command, byte[] input) throws IOException {
        ProcessResult result = await(run(command, input));
        if (!result.isSuccess()) {
            throw new ProcessFailedException(command, result);
        }
        return done(result);
    }

    /** As {@link #run(Command, String)}, for a process that has to succeed. */
    public static Coroutine<ProcessResult> check(Command command, String input) throws IOException {
        return check(command, input.getBytes(UTF_8));
    }

    /**
     * What is written here the process reads. Closed, the process reads the end of its input. A write fails with an
     * {@link IOException} when nobody reads any more.
     *
     * @throws IllegalStateException if the standard input of the command is not a pipe
     */
    public PipeOutput stdin() {
        return requirePipe(stdin, "stdin");
    }

    /**
     * What the process writes to its standard output. It ends when all that have got it, the children of the process among
     * them, have closed it.
     *
     * @throws IllegalStateException if the standard output of the command is not a pipe
     */
    public PipeInput stdout() {
        return requirePipe(stdout, "stdout");
    }

    /**
     * What the process writes to its error output, as {@link #stdout} otherwise.
     *
     * @throws IllegalStateException if the error output of the command is not a pipe of its own
     */
    public PipeInput stderr() {
        return requirePipe(stderr, "stderr");
    }

    private <P> P requirePipe(@Nullable P pipe, String which) {
        if (pipe == null) {
            throw new IllegalStateException("the " + which + " of " + this + " is not a pipe to here");
        }
        return pipe;
    }

    /**
     * Waits for the end of the process, and for nothing else: not for what still holds its pipes. A suspension point;
     * cancelled, the process goes on. Any number of tasks may wait.
     *
     * @return the exit status; of a process that a signal has ended, 128 and the number of the signal
     */
    public Coroutine<Integer> waitFor() {
        return exit.toCoroutine();
    }

    /** The case of a select that is chosen when the process has ended; its result is the exit status. */
    public <R extends @Nullable Object> SelectCase<R> onExit(SelectCase.Handler<? super Integer, R> handler) {
        return exit.onValue(handler);
    }

    /** The exit status; empty while the process runs. */
    public OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** True while the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The number the system has given the process. */
    public long pid() {
        return process.pid();
    }

    /** The process as the JDK sees it: its children, its owner, its time. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Closes the standard input and does as {@link #communicate(byte[])}; goes on with one that was cancelled. */
    public Coroutine<ProcessResult> communicate() throws IOException {
        return communicate(NOTHING);
    }

    /** Writes {@code input} as UTF-8 and does as {@link #communicate(byte[])}. */
    public Coroutine<ProcessResult> communicate(String input) throws IOException {
        return communicate(input.getBytes(UTF_8));
    }

    /**
     * Writes {@code input} and closes the standard input, and meanwhile reads both outputs to their end; then waits for the
     * process to end. That it does not read its input is no failure.
     *
     * <p>A suspension point. Cancelled, or failed, it has lost nothing: another {@link #communicate()} goes on where it was,
     * with all the output from the beginning, also after the process has been killed. What it has not read to the end stays in
     * {@link #stdout} and {@link #stderr}.
     *
     * @param input nothing, if an earlier call is to be gone on with that was given some
     * @return fails with a {@link dev.heddle.io.InputTooLongException} if an output is longer than the limit of the command,
     *     with an {@link IllegalStateException} if there is an input although an earlier one was given
     */
    @Async
    public Coroutine<ProcessResult> communicate(byte[] input) throws IOException {
        conversation.begin(input);
        await(gather(conversation.feed(stdin), conversation.collectOutput(stdout), conversation.collectErrors(stderr)));
        return done(conversation.result(await(waitFor())));
    }

    /** Asks the process to end, by the signal TERM. Without effect if it has ended. No suspension point. */
    public void terminate() {
        exit.confine("terminate");
        process.destroy();
    }

    /** Ends the process, by the signal KILL. Without effect if it has ended. No suspension point. */
    public void kill() {
        exit.confine("kill");
        process.destroyForcibly();
    }

    /**
     * Sends a signal to the process: {@code HUP}, {@code INT}, {@code USR1}, {@code STOP}, with or without {@code SIG}. A
     * suspension point; cancelled, it has or has not been sent.
     *
     * <p>With the engine epoll it is sent by a descriptor of the process, so it goes to no other. With another engine it is
     * sent by the shell, as the JDK sends TERM and KILL only, and the shell knows the process by its number: should the process
     * end, and the system give its number to another one, between the last look at it and the signal, that one gets it.
     *
     * @return false if the process has ended
     * @throws IllegalArgumentException if that is no name of a signal
     */
    public Coroutine<Boolean> signal(String signal) throws IOException {
        return SignalSending.send(this, signal);
    }

    /**
     * Closes the standard input; if the process runs, asks it to end, and kills it when it has not after the grace of its
     * command, and its descendants if the command says so; then closes the other pipes. One that is still there ten seconds after that is reported and left behind. A
     * suspension point that cancellation does not interrupt; the reason makes no difference.
     *
     * <p>A process that is to end on its own is waited for before, by {@link #waitFor} or {@link #communicate}.
     */
    @Override
    @Async
    public Coroutine<Void> closeAsync(CloseReason reason) {
        if (closed) {
            return done();
        }
        closed = true;
        open.settle();
        KillLadder ladder = new KillLadder(this, command);
        return TaskScope.run(
                ScopeOptions.shield(ladder.budget()).named("end of " + this), scope -> endAndClosePipes(ladder));
    }

    @Async
    private Coroutine<Void> endAndClosePipes(KillLadder ladder) {
        try {
            if (stdin != null) {
                await(stdin.closeAsync(CloseReason.COMPLETED));
            }
            await(ladder.descend());
        } finally {
            for (AsyncCloseable pipe : pipes) {
                await(pipe.closeAsync(CloseReason.COMPLETED));
            }
        }
        return done();
    }

    /** Any thread. */
    private static void tell(Loop loop, Runnable end) {
        try {
            loop.execute(end);
        } catch (RejectedExecutionException loopIsClosed) {
            return;
        }
    }

    @Override
    public String toString() {
        return "process " + process.pid() + " `" + command.words().get(0) + "`";
    }
}
