package dev.heddle;

import dev.heddle.scheduling.ProcessSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A loop as other threads see it, for monitoring and for the case that something is stuck. It asks the loop, and waits for the
 * answer, for ten seconds unless said otherwise. Any thread but the loop's own, which would wait for itself.
 */
public final class LoopInspector {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Loop loop;
    private final Duration patience;

    private LoopInspector(Loop loop, Duration patience) {
        this.loop = loop;
        this.patience = patience;
    }

    /** Somebody who looks at a loop. */
    public static LoopInspector of(Loop loop) {
        return new LoopInspector(loop, PATIENCE);
    }

    /** The same, waiting for an answer at most so long. */
    public LoopInspector patience(Duration patience) {
        return new LoopInspector(loop, patience);
    }

    /**
     * The loop's dump as text. If the loop does not answer, as a step of it blocks or nobody runs it, the live stack of its
     * thread instead.
     */
    public String dump() {
        return dump(LoopDump::toString);
    }

    /** As {@link #dump()}, as JSON: that of {@link LoopDump#json}, or the live stack as a JSON string. */
    public String dumpJson() {
        return dump(LoopDump::json, DumpJson::string);
    }

    private String dump(Function<LoopDump, String> format) {
        return dump(format, text -> text);
    }

    private String dump(Function<LoopDump, String> format, Function<String, String> unanswered) {
        try {
            return format.apply(ask(Loop::dump));
        } catch (TimeoutException silent) {
            return unanswered.apply(liveStack());
        }
    }

    /**
     * What the loop has done and has to do.
     *
     * @throws TimeoutException if it does not answer in time
     */
    public LoopMetrics metrics() throws TimeoutException {
        return ask(Loop::metrics);
    }

    /** What the thread of the loop is doing right now, with who awaits it where a watchdog makes that known. */
    public String liveStack() {
        StringBuilder text = new StringBuilder("loop `" + loop.name() + "` does not answer; its thread is here:");
        for (StackTraceElement element : loop.diagnosis().liveStack()) {
            text.append("\n    at ").append(element);
        }
        return text.toString();
    }

    /**
     * Hands a dump to {@code reader} each time that the process gets a signal, such as {@code USR2}, until what this returns
     * is closed. It is called on a thread of the virtual machine.
     *
     * @throws IllegalArgumentException if the virtual machine does not let programs handle that signal
     */
    public AutoCloseable dumpOnSignal(String signal, Consumer<? super String> reader) {
        ProcessSignal listening = ProcessSignal.listen(signal, () -> reader.accept(dump()));
        if (!listening.isHeard()) {
            throw new IllegalArgumentException("the signal " + signal + " cannot be handled here");
        }
        return listening;
    }

    private <T> T ask(Function<? super Loop, ? extends T> question) throws TimeoutException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> answer.complete(question.apply(loop)));
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            throw silence(closed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw silence(interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    private TimeoutException silence(Exception cause) {
        TimeoutException silent = new TimeoutException("loop `" + loop.name() + "` does not answer");
        silent.initCause(cause);
        return silent;
    }
}
