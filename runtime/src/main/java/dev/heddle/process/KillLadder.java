package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.moveOnAfter;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Trouble;
import dev.heddle.annotation.Async;
import dev.heddle.scheduling.BlockingCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How processes that run are ended: they are asked to, by TERM; after the grace they are killed, by KILL; those that are
 * still there later are reported and left behind. Confined to the loop thread.
 */
final class KillLadder {
    /** How long after KILL a process may take to go: one in the middle of a call of a broken device, for example. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(10);

    private final Subprocess process;
    private final Command command;

    KillLadder(Subprocess process, Command command) {
        this.process = process;
        this.command = command;
    }

    /** More time than all of it takes. */
    Duration budget() {
        return command.grace().plus(LAST_WAIT).plus(LAST_WAIT);
    }

    /** Ends the process, and its descendants if the command says so; nothing if it has ended. */
    @Async
    Coroutine<Void> descend() {
        if (!process.isAlive()) {
            return done();
        }
        List<ProcessHandle> others = await(descendants());
        process.terminate();
        others.forEach(ProcessHandle::destroy);
        if (await(moveOnAfter(command.grace(), ended(others))) == null) {
            process.kill();
            others.forEach(ProcessHandle::destroyForcibly);
            if (await(moveOnAfter(LAST_WAIT, ended(others))) == null) {
                Loop.current()
                        .report(new Trouble(
                                Trouble.Kind.LEFT_BEHIND,
                                process + " is still there " + LAST_WAIT.toSeconds()
                                        + " seconds after it was killed, and is left behind",
                                new Throwable("closed here"),
                                null));
            }
        }
        return done();
    }

    /** The JDK looks at all processes of the system for them. */
    private Coroutine<List<ProcessHandle>> descendants() {
        return command.endsDescendants()
                ? new BlockingCall<>(
                        BlockingCall.Manner.FINISHED,
                        () -> process.handle().descendants().toList())
                : done(List.of());
    }

    @Async
    private Coroutine<Integer> ended(List<ProcessHandle> others) {
        int status = await(process.waitFor());
        if (!others.isEmpty()) {
            await(CompletableFuture.allOf(
                    others.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new)));
        }
        return done(status);
    }
}
