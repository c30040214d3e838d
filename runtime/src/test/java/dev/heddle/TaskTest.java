package dev.heddle;

import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.Steps.awaiting;
import static dev.heddle.Steps.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.coroutine.Awaits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    @Test
    void severalTasksAwaitOne() {
        world.run(TaskScope.run(scope -> {
            Task<String> task = scope.spawn("shared", world.after(1, "result"));
            for (String name : List.of("a", "b", "c")) {
                scope.spawn(name, steps(start -> Awaits.await(task), result -> {
                    world.log(name + " got " + result.get());
                    return null;
                }));
            }
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  result
                        1s  a got result
                        1s  b got result
                        1s  c got result
                        """);
    }

    @Test
    void aTaskThatHasEndedGivesItsOutcomeToLaterAwaits() {
        String twice = world.run(TaskScope.run(scope -> {
            Task<String> task = scope.spawn(done("x"));
            return steps(start -> Awaits.await(sleep(SECOND)), slept -> Awaits.await(task), first -> {
                assertThat(task.state()).isEqualTo(Task.State.SUCCEEDED);
                return first.get() + (String) Awaits.await(task);
            });
        }));

        assertThat(twice).isEqualTo("xx");
    }

    @Test
    void aNameCanBeMadeWhenItIsAskedFor() {
        List<String> made = new ArrayList<>();
        world.run(TaskScope.run(scope -> {
            Task<String> task = scope.spawn(
                    () -> {
                        made.add("made");
                        return "connection 7";
                    },
                    done("x"));
            assertThat(made).isEmpty();
            assertThat(task.name()).isEqualTo("connection 7");
            assertThat(task).hasToString("task `connection 7`");
            assertThat(made).hasSize(1);
            return done();
        }));
    }

    @Test
    void awaitingOneselfIsAnError() {
        List<Task<Object>> self = new ArrayList<>();

        assertThatThrownBy(() -> world.run(TaskScope.run(scope -> {
                    self.add(scope.spawn("narcissus", steps(start -> Awaits.await(self.get(0)), Steps.Outcome::get)));
                    return awaiting(self.get(0));
                })))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("task `narcissus` awaits itself: it would never end");
    }

    @Test
    void aWaiterThatIsCancelledDetachesAndTheTaskGoesOn() {
        world.run(TaskScope.run(scope -> {
            Task<String> task = scope.spawn(world.after(3, "result"));
            Task<String> waiter = scope.spawn(awaiting(task));
            scope.spawn(steps(
                    start -> Awaits.await(sleep(SECOND)),
                    slept -> {
                        waiter.cancel();
                        return Awaits.await(yieldNow());
                    },
                    yielded -> {
                        world.log(waiter.state() + " " + task.state());
                        return null;
                    }));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  CANCELLED RUNNING
                        3s  result
                        """);
    }

    @Test
    void aTaskCancelledBeforeItsTurnRunsNoStep() {
        world.run(TaskScope.run(scope -> {
            Task<String> task = scope.spawn(steps(start -> {
                world.log("must not run");
                return "";
            }));
            task.cancel();
            assertThat(task.state()).isEqualTo(Task.State.SCHEDULED);
            return steps(start -> Awaits.await(task), outcome -> {
                world.log(outcome.failure());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("0s  dev.heddle.TaskCancelledException: task `task-2` was cancelled\n");
    }

    @Test
    void aTaskThatEndsInTheStepInWhichItIsCancelledKeepsItsResult() {
        List<Task<String>> self = new ArrayList<>();

        String result = world.run(TaskScope.run(scope -> {
            self.add(scope.spawn(steps(start -> Awaits.await(sleep(SECOND)), slept -> {
                self.get(0).cancel();
                return "kept";
            })));
            return awaiting(self.get(0));
        }));

        assertThat(result).isEqualTo("kept");
    }

    @Test
    void aResultThatHasArrivedIsReturnedAndTheNextAwaitThrows() {
        world.run(TaskScope.run(scope -> {
            Task<String> ahead = scope.spawn("ahead", world.after(1, "ahead ends"));
            Task<Void> waiter = scope.spawn(
                    "waiter",
                    steps(
                            start -> Awaits.await(ahead),
                            outcome -> {
                                world.log("waiter got " + outcome.get());
                                return Awaits.await(sleep(SECOND));
                            },
                            slept -> {
                                world.log("then " + slept.failure());
                                return slept.get();
                            }));
            return steps(start -> Awaits.await(sleep(SECOND)), slept -> Awaits.await(yieldNow()), yielded -> {
                assertThat(ahead.isDone()).isTrue();
                world.log("cancel");
                waiter.cancel();
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  ahead ends
                        1s  cancel
                        1s  waiter got ahead ends
                        1s  then dev.heddle.Cancelled: task `waiter` was cancelled
                        """);
    }

    @Test
    void theCancelledTaskGetsAnErrorAndTheOneThatAwaitsItAnException() {
        world.run(TaskScope.run(scope -> {
            Task<String> victim = scope.spawn("victim", world.after(5, "slept"));
            scope.spawn("canceller", steps(start -> {
                victim.cancel();
                return null;
            }));
            return steps(start -> Awaits.await(victim), outcome -> {
                world.log("awaited: " + outcome.failure());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        0s  slept: dev.heddle.Cancelled: task `victim` was cancelled
                        0s  awaited: dev.heddle.TaskCancelledException: task `victim` was cancelled
                        """);
        assertThat(Error.class).isAssignableFrom(Cancelled.class);
        assertThat(RuntimeException.class).isAssignableFrom(TaskCancelledException.class);
    }

    @Test
    void cancellationIsThrownAgainAtEveryAwait() {
        world.run(TaskScope.run(scope -> {
            Task<Void> stubborn = scope.spawn(
                    "stubborn",
                    steps(
                            start -> Awaits.await(sleep(SECOND)),
                            first -> {
                                world.log("first: " + first.failure());
                                return Awaits.await(sleep(SECOND));
                            },
                            second -> {
                                world.log("second: " + second.failure());
                                return Awaits.await(yieldNow());
                            },
                            third -> {
                                world.log("third: " + third.failure());
                                return third.get();
                            }));
            Loop.current().post(stubborn::cancel);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        0s  first: dev.heddle.Cancelled: task `stubborn` was cancelled
                        0s  second: dev.heddle.Cancelled: task `stubborn` was cancelled
                        0s  third: dev.heddle.Cancelled: task `stubborn` was cancelled
                        """);
    }

    @Test
    void cleanUpBehindAShieldIsNotDisturbedByFurtherCancels() {
        world.run(TaskScope.run(scope -> {
            Task<Void> task = scope.spawn(
                    "t",
                    steps(
                            start -> Awaits.await(sleep(Duration.ofSeconds(100))),
                            cancelled -> {
                                world.log(cancelled.failure());
                                return Awaits.await(shield(Duration.ofSeconds(10), world.after(5, "cleaned up")));
                            },
                            cleaned -> {
                                world.log("failure of the clean-up: " + cleaned.failure());
                                return Awaits.await(sleep(SECOND));
                            },
                            Steps.Outcome::get));
            for (int second = 1; second < 4; second++) {
                Loop.current().schedule(Duration.ofSeconds(second), task::cancel);
            }
            return steps(start -> Awaits.await(task), outcome -> {
                world.log(task.state());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  dev.heddle.Cancelled: task `t` was cancelled
                        6s  cleaned up
                        6s  failure of the clean-up: null
                        6s  CANCELLED
                        """);
    }

    @Test
    void aShieldHasABudget() {
        world.run(TaskScope.run(scope -> {
            Task<Void> task = scope.spawn(
                    "t",
                    steps(
                            start -> Awaits.await(sleep(Duration.ofSeconds(100))),
                            cancelled -> Awaits.await(shield(Duration.ofSeconds(2), world.after(5, "cleaned up"))),
                            cleaned -> {
                                world.log(cleaned.failure());
                                return null;
                            }));
            Loop.current().schedule(SECOND, task::cancel);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        3s  cleaned up: dev.heddle.DeadlineExceeded: the deadline of scope `shield` (PT2S) has passed
                        3s  dev.heddle.DeadlineExceeded: the deadline of scope `shield` (PT2S) has passed
                        """);
    }

    @Test
    void aCoroutineRunsExactlyOnce() {
        world.run(TaskScope.run(scope -> {
            Coroutine<String> once = done("x");
            scope.spawn(once);

            assertThatThrownBy(() -> scope.spawn(once))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("done(x) was awaited or spawned before");
            assertThatThrownBy(() -> Awaits.await(once)).isInstanceOf(IllegalStateException.class);
            return done();
        }));
    }

    @Test
    void aCoroutineMayBeAResult() {
        Coroutine<String> inner = done("inner");

        Coroutine<String> viaTask = world.run(TaskScope.run(scope -> {
            Task<Coroutine<String>> task = scope.spawn(done(inner));
            return awaiting(task);
        }));

        assertThat(viaTask).isSameAs(inner);
    }

    @Test
    void nullIsAResult() {
        Object result = world.run(TaskScope.run(scope -> {
            Task<Object> task = scope.spawn(steps(start -> Awaits.await(yieldNow()), Steps.Outcome::get));
            return awaiting(task);
        }));

        assertThat(result).isNull();
    }

    @Test
    void aFailureThatNobodyAwaitsIsReportedOnceAtTheEndOfTheLoop() {
        world.run(steps(
                start -> {
                    Loop.current().rootScope().spawn("lost", world.failing(1, new IOException("disk full")));
                    return Awaits.await(sleep(Duration.ofSeconds(5)));
                },
                slept -> {
                    assertThat(world.reports).isEmpty();
                    return null;
                }));

        assertThat(world.reports)
                .containsExactly("task `lost` failed, and nobody awaited it: java.io.IOException: disk full");
    }

    @Test
    void aFailureThatWasAwaitedIsNotReported() {
        world.run(steps(
                start -> Awaits.await(
                        Loop.current().rootScope().spawn("lost", world.failing(1, new IOException("disk full")))),
                outcome -> null));

        assertThat(world.reports).isEmpty();
    }

    @Test
    void anOrderlyCancelIsNotReported() {
        world.run(steps(
                start -> {
                    Loop.current().rootScope().spawnDaemon("heartbeat", world.after(100, "beat"));
                    return Awaits.await(sleep(SECOND));
                },
                slept -> null));

        assertThat(world.trace()).isEqualTo("1s  beat: dev.heddle.Cancelled: task `heartbeat` was cancelled\n");
        assertThat(world.reports).isEmpty();
    }

    @Test
    void aTaskThatEndsWithAScopeOpenFailsAndItsChildrenAreCancelled() {
        world.run(steps(
                start -> {
                    Task<Object> careless = Loop.current()
                            .rootScope()
                            .spawn(
                                    "careless",
                                    steps(
                                            begin -> {
                                                TaskScope.open(ScopeOptions.defaults()
                                                                .named("forgotten"))
                                                        .spawn(world.after(9, "child"));
                                                return Awaits.await(yieldNow());
                                            },
                                            Steps.Outcome::get));
                    return Awaits.await(careless);
                },
                outcome -> {
                    world.log(outcome.failure());
                    return null;
                }));

        assertThat(world.trace()).isEqualTo("""
                        0s  child: dev.heddle.Cancelled: task `task-3` was cancelled
                        0s  java.lang.IllegalStateException: task `careless` has ended without closing scope `forgotten`
                        """);
    }
}
