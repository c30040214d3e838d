package dev.heddle.scheduling;

import static dev.heddle.Coroutines.blocking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.Cancelled;
import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskScope;
import dev.heddle.annotation.Async;
import dev.heddle.testing.ScriptedEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;

class BlockingCallTest {
    @Test
    void theCallRunsOnAnotherThreadAndItsResultComesBack() {
        Thread worker = Loop.run(blocking(Thread::currentThread));

        assertThat(worker).isNotSameAs(Thread.currentThread());
        assertThat(worker.isDaemon()).isTrue();
    }

    @Test
    void itsExceptionIsThrownUnchanged() {
        IOException boom = new IOException("boom");

        assertThat(catchThrowable(() -> Loop.run(blocking(() -> {
                    throw boom;
                }))))
                .isSameAs(boom);
    }

    @Test
    void manyCallsBlockAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(50);
        List<Coroutine<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(blocking(() -> {
                all.countDown();
                all.await();
                return true;
            }));
        }

        assertThat(Loop.run(Coroutines.gather(calls))).hasSize(50).containsOnly(true);
    }

    @Test
    void cancellationInterruptsTheCall() {
        Task<String> task = cancelledWhileRunning(() -> new SynchronousQueue<String>().take());

        assertThat(task.state()).isEqualTo(Task.State.CANCELLED);
    }

    @Test
    void aResultThatTheCallReturnsInSpiteOfItsInterruptIsNotLost() {
        Task<String> task = cancelledWhileRunning(() -> {
            try {
                return new SynchronousQueue<String>().take();
            } catch (InterruptedException e) {
                return "written after all";
            }
        });

        assertThat(task.result()).isEqualTo("written after all");
    }

    @Test
    void anExceptionOfTheCallItselfIsNotReplacedByTheCancellation() {
        IOException failure = new IOException("half written");
        Task<String> task = cancelledWhileRunning(() -> {
            try {
                return new SynchronousQueue<String>().take();
            } catch (InterruptedException e) {
                throw failure;
            }
        });

        assertThat(task.failure()).isSameAs(failure);
    }

    @Test
    void aCallThatIsToBeFinishedIsNotInterruptedAndItsOwnInterruptionIsAFailure() {
        assertThat(cancelledWhileRunning(BlockingCall.Manner.FINISHED, () -> "is interrupted: " + Thread.interrupted())
                        .result())
                .isEqualTo("is interrupted: false");
        InterruptedException failure = new InterruptedException("by somebody else");
        assertThat(cancelledWhileRunning(BlockingCall.Manner.FINISHED, () -> {
                            throw failure;
                        })
                        .failure())
                .isSameAs(failure);
    }

    @Test
    void aCallThatIsToBeFinishedDoesNotBeginInACancelledTaskAndOneThatIsShieldedDoes() {
        assertThat(Loop.run(callInACancelledScope(BlockingCall.Manner.FINISHED)))
                .isEqualTo("cancelled");
        assertThat(Loop.run(callInACancelledScope(BlockingCall.Manner.SHIELDED)))
                .isEqualTo("done");
    }

    @Async
    private static Coroutine<String> callInACancelledScope(BlockingCall.Manner manner) {
        try (TaskScope scope = TaskScope.open()) {
            scope.cancel();
            return Coroutines.done(Coroutines.await(new BlockingCall<>(manner, () -> "done")));
        } catch (Cancelled expected) {
            return Coroutines.done("cancelled");
        }
    }

    @Test
    void aCallThatIsToBeFinishedAndHangsIsLeftBehind() {
        CountDownLatch release = new CountDownLatch(1);
        List<String> sentences = new ArrayList<>();
        ScriptedEngine engine = new ScriptedEngine().patience(Duration.ofMinutes(1));
        LoopOptions options =
                LoopOptions.defaults().engine(() -> engine).reporter((sentence, stack) -> sentences.add(sentence));

        Task<String> task = cancelledWhileRunning(options, BlockingCall.Manner.FINISHED, () -> deaf(() -> {}, release));
        release.countDown();

        assertThat(task.state()).isEqualTo(Task.State.CANCELLED);
        assertThat(sentences).containsExactly("a blocking call has not ended within 10 seconds and is left behind");
    }

    /** Cancels the task once its call blocks. */
    private static Task<String> cancelledWhileRunning(Callable<String> call) {
        return cancelledWhileRunning(BlockingCall.Manner.INTERRUPTED, call);
    }

    private static Task<String> cancelledWhileRunning(BlockingCall.Manner manner, Callable<String> call) {
        return cancelledWhileRunning(LoopOptions.defaults().reporter((sentence, failure) -> {}), manner, call);
    }

    private static Task<String> cancelledWhileRunning(
            LoopOptions options, BlockingCall.Manner manner, Callable<String> call) {
        return Loop.run(options, TaskScope.run(scope -> {
            Loop loop = Loop.current();
            List<Task<String>> task = new ArrayList<>();
            task.add(loop.rootScope().spawn(new BlockingCall<>(manner, () -> {
                loop.execute(() -> task.get(0).cancel());
                return call.call();
            })));
            return Coroutines.done(task.get(0));
        }));
    }

    @Test
    void anInterruptDoesNotReachTheNextCallOnTheSameThread() {
        for (int round = 0; round < 200; round++) {
            cancelledWhileRunning(() -> "ends at once");
            assertThat(Loop.run(Coroutines.gather(blocking(Thread::interrupted), blocking(Thread::interrupted))))
                    .containsOnly(false);
        }
    }

    @Test
    void aCallThatIgnoresItsInterruptIsReportedWithItsStackAndLeftBehind() {
        CountDownLatch release = new CountDownLatch(1);
        List<String> sentences = new ArrayList<>();
        List<Throwable> stacks = new ArrayList<>();
        ScriptedEngine engine = new ScriptedEngine().patience(Duration.ofMinutes(1));
        Task<String> task = Loop.run(
                LoopOptions.defaults().engine(() -> engine).reporter((sentence, stack) -> {
                    sentences.add(sentence);
                    stacks.add(stack);
                }),
                TaskScope.run(scope -> {
                    Loop loop = Loop.current();
                    List<Task<String>> stuck = new ArrayList<>();
                    stuck.add(loop.rootScope()
                            .spawn(blocking(() ->
                                    deaf(() -> loop.execute(() -> stuck.get(0).cancel()), release))));
                    return Coroutines.done(stuck.get(0));
                }));
        release.countDown();

        assertThat(task.state()).isEqualTo(Task.State.CANCELLED);
        assertThat(sentences)
                .containsExactly("a blocking call has ignored its interrupt for 10 seconds and is left behind");
        assertThat(stacks.get(0).getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("deaf"));
    }

    private static String deaf(Runnable entered, CountDownLatch release) {
        entered.run();
        while (true) {
            try {
                release.await();
                return "at last";
            } catch (InterruptedException ignored) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aCallIsLeftBehindEvenIfTheReporterThrows() {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedEngine engine = new ScriptedEngine().patience(Duration.ofSeconds(5));
        LoopOptions options = LoopOptions.defaults().engine(() -> engine).reporter((sentence, stack) -> {
            throw new IllegalStateException("no log");
        });
        List<Task<String>> stuck = new ArrayList<>();

        assertThatThrownBy(() -> Loop.run(options, TaskScope.run(scope -> {
                    Loop loop = Loop.current();
                    stuck.add(loop.rootScope()
                            .spawn(blocking(() ->
                                    deaf(() -> loop.execute(() -> stuck.get(0).cancel()), release))));
                    return Coroutines.done(stuck.get(0));
                })))
                .hasMessage("no log")
                .hasNoSuppressedExceptions();
        release.countDown();

        assertThat(stuck.get(0).state()).isEqualTo(Task.State.CANCELLED);
    }
}
