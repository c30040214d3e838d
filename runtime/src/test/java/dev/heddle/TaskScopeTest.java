package dev.heddle;

import static dev.heddle.Coroutines.deadline;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.sleep;
import static dev.heddle.Coroutines.yieldNow;
import static dev.heddle.Steps.awaiting;
import static dev.heddle.Steps.steps;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.coroutine.Awaits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskScopeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(1000);

    private final World world = new World();
    private final IOException boom = new IOException("boom");

    @Test
    void theNormalWayOutAwaitsTheChildren() {
        world.run(steps(
                start -> Awaits.await(TaskScope.run(scope -> {
                    scope.spawn(world.after(1, "first child"));
                    scope.spawn(world.after(2, "second child"));
                    world.log("body ends");
                    return done();
                })),
                left -> {
                    world.log("scope left");
                    return left.get();
                }));

        assertThat(world.trace()).isEqualTo("""
                        0s  body ends
                        1s  first child
                        2s  second child
                        2s  scope left
                        """);
    }

    @Test
    void theWayOutWithAnExceptionCancelsTheChildrenAndAwaitsThem() {
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            scope.spawn("child", world.after(9, "child"));
            return world.failing(1, boom);
        })));

        assertThat(thrown).isSameAs(boom).hasNoSuppressedExceptions();
        assertThat(world.trace()).isEqualTo("""
                        1s  throws boom
                        1s  child: dev.heddle.Cancelled: task `child` was cancelled
                        """);
    }

    @Test
    void aFailedChildCancelsItsSiblingsAndEveryAwaitOfTheBodyThrows() {
        Throwable thrown = catchThrowable(() ->
                world.run(TaskScope.run(ScopeOptions.defaults().named("s"), scope -> {
                    scope.spawn("bad", world.failing(1, boom));
                    scope.spawn("good", world.after(9, "good"));
                    return steps(
                            start -> Awaits.await(sleep(LONG)),
                            first -> {
                                world.log(first.failure());
                                return Awaits.await(sleep(LONG));
                            },
                            second -> {
                                world.log(second.failure());
                                return second.get();
                            });
                })));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom);
        assertThat(world.trace()).isEqualTo("""
                        1s  throws boom
                        1s  dev.heddle.ScopeFailed: a task of scope `s` failed: java.io.IOException: boom
                        1s  dev.heddle.ScopeFailed: a task of scope `s` failed: java.io.IOException: boom
                        1s  good: dev.heddle.Cancelled: task `good` was cancelled
                        """);
    }

    @Test
    void closingThrowsWhenAChildFailsWhileItWaits() {
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            scope.spawn(world.failing(1, boom));
            return done();
        })));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom);
    }

    @Test
    void aBodyThatSwallowsTheFailureGetsItFromTheClosing() {
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            scope.spawn(world.failing(1, boom));
            return steps(start -> Awaits.await(sleep(LONG)), swallowed -> "as if nothing had happened");
        })));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom);
    }

    @Test
    void laterFailuresAreSuppressedBehindTheFirst() {
        IOException late = new IOException("late");
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            scope.spawn(world.failing(1, boom));
            scope.spawn(world.failingWhenCancelled(late));
            return awaiting(sleep(LONG));
        })));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(boom).hasSuppressedException(late);
    }

    @Test
    void theFailureOfTheBodyKeepsThoseOfTheChildren() {
        IOException late = new IOException("late");
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            scope.spawn(world.failingWhenCancelled(late));
            return world.failing(1, boom);
        })));

        assertThat(thrown).isSameAs(boom);
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(thrown.getSuppressed()[0]).isInstanceOf(ScopeFailed.class).hasCause(late);
    }

    @Test
    void theBodyThatAwaitsTheFailedChildGetsTheOriginalExceptionAndNothingElse() {
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            Task<Object> bad = scope.spawn(world.failing(1, boom));
            return awaiting(bad);
        })));

        assertThat(thrown).isSameAs(boom).hasNoSuppressedExceptions();
    }

    @Test
    void aCancelledChildDoesNotFailTheScope() {
        String result = world.run(TaskScope.run(scope -> {
            Task<String> child = scope.spawn(world.after(9, "child"));
            return steps(
                    start -> Awaits.await(yieldNow()),
                    yielded -> {
                        child.cancel();
                        return Awaits.await(sleep(SECOND));
                    },
                    slept -> {
                        slept.get();
                        return "unharmed";
                    });
        }));

        assertThat(result).isEqualTo("unharmed");
    }

    @Test
    void cancellingAScopeCancelsChildrenAndBody() {
        world.run(steps(
                start -> Awaits.await(TaskScope.run(ScopeOptions.defaults().named("s"), scope -> {
                    scope.spawn("child", world.after(9, "child"));
                    Loop.current().schedule(SECOND, scope::cancel);
                    return steps(start2 -> Awaits.await(sleep(LONG)), slept -> {
                        world.log("body: " + slept.failure());
                        return slept.get();
                    });
                })),
                left -> {
                    world.log("left: " + left.failure());
                    return null;
                }));

        assertThat(world.trace()).isEqualTo("""
                        1s  body: dev.heddle.Cancelled: scope `s` was cancelled
                        1s  child: dev.heddle.Cancelled: task `child` was cancelled
                        1s  left: dev.heddle.Cancelled: scope `s` was cancelled
                        """);
    }

    @Test
    void aBodyThatCancelsItsScopeAndReturnsLeavesItNormally() {
        String result = world.run(TaskScope.run(scope -> {
            scope.spawn("child", world.after(9, "child"));
            return steps(start -> Awaits.await(sleep(SECOND)), slept -> {
                scope.cancel();
                return "normal";
            });
        }));

        assertThat(result).isEqualTo("normal");
        assertThat(world.trace()).isEqualTo("1s  child: dev.heddle.Cancelled: task `child` was cancelled\n");
    }

    @Test
    void aCancelThatEscapesFromItsScopeIsAFailureOfTheTaskNotASilentEnd() {
        world.run(TaskScope.run(outer -> {
            Task<Object> task = Loop.current()
                    .rootScope()
                    .spawn("t", TaskScope.run(ScopeOptions.defaults().named("inner"), inner -> {
                        inner.cancel();
                        return steps(start -> Awaits.await(sleep(SECOND)), Steps.Outcome::get);
                    }));
            return steps(start -> Awaits.await(task), outcome -> {
                world.log(task.state() + ": " + outcome.failure());
                return null;
            });
        }));

        assertThat(world.trace())
                .isEqualTo(
                        "0s  FAILED: dev.heddle.TaskCancelledException: a scope inside task `t` was cancelled, and its"
                                + " body did not end before it\n");
    }

    @Test
    void cancellationFromOutsideReachesScopesChildrenAndGrandchildrenAtOnce() {
        world.run(TaskScope.run(outer -> {
            Task<Void> task = outer.spawn("task", TaskScope.run(inner -> {
                inner.spawn("child", TaskScope.run(innermost -> {
                    innermost.spawn("grandchild", world.after(9, "grandchild"));
                    return world.after(9, "child");
                }));
                return steps(start -> Awaits.await(sleep(LONG)), slept -> {
                    world.log("body: " + slept.failure());
                    return slept.get();
                });
            }));
            Loop.current().schedule(SECOND, task::cancel);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  body: dev.heddle.Cancelled: task `task` was cancelled
                        1s  child: dev.heddle.Cancelled: task `child` was cancelled
                        1s  grandchild: dev.heddle.Cancelled: task `grandchild` was cancelled
                        """);
    }

    @Test
    void aDeepTreeOfTasksIsCancelledWithoutDeepStack() {
        world.run(TaskScope.run(outer -> {
            Task<Object> root = outer.spawn(nest(20_000));
            Loop.current().schedule(SECOND, root::cancel);
            return steps(start -> Awaits.await(root), outcome -> {
                world.log(root.state());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("1s  CANCELLED\n");
    }

    private static Coroutine<Object> nest(int depth) {
        return TaskScope.run(scope -> {
            if (depth > 0) {
                scope.spawn(nest(depth - 1));
            }
            return steps(start -> Awaits.await(sleep(LONG)), Steps.Outcome::get);
        });
    }

    @Test
    void aParentCancelledAgainAndAgainWhileItWaitsForItsChildrenStillAwaitsThem() {
        world.run(TaskScope.run(outer -> {
            Task<Void> parent = outer.spawn("parent", TaskScope.run(inner -> {
                inner.spawn(
                        "slow",
                        steps(
                                start -> Awaits.await(sleep(LONG)),
                                cancelled -> {
                                    world.log("slow: " + cancelled.failure());
                                    return Awaits.await(Coroutines.shield(LONG, world.after(5, "slow has cleaned up")));
                                },
                                cleaned -> Awaits.await(yieldNow()),
                                Steps.Outcome::get));
                return done();
            }));
            for (int second = 1; second < 4; second++) {
                Loop.current().schedule(Duration.ofSeconds(second), parent::cancel);
            }
            return steps(start -> Awaits.await(parent), outcome -> {
                world.log(parent.state());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        1s  slow: dev.heddle.Cancelled: task `slow` was cancelled
                        6s  slow has cleaned up
                        6s  CANCELLED
                        """);
    }

    @Test
    void theOwnDeadlineIsAnOrdinaryException() {
        Throwable thrown = catchThrowable(() ->
                world.run(TaskScope.run(deadline(2, SECONDS).named("load"), scope -> {
                    scope.spawn("child", world.after(9, "child"));
                    return steps(start -> Awaits.await(sleep(LONG)), slept -> {
                        world.log("body: " + slept.failure());
                        assertThat(scope.expired()).isTrue();
                        return slept.get();
                    });
                })));

        assertThat(thrown)
                .isInstanceOf(DeadlineExceeded.class)
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(world.trace()).isEqualTo("""
                        2s  body: dev.heddle.DeadlineExceeded: the deadline of scope `load` (PT2S) has passed
                        2s  child: dev.heddle.Cancelled: task `child` was cancelled
                        """);
    }

    @Test
    void aDeadlineThatPassesWhileTheScopeWaitsForItsChildrenIsThrownByTheClosing() {
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(deadline(2, SECONDS), scope -> {
            scope.spawn(world.after(9, "child"));
            return done();
        })));

        assertThat(thrown).isInstanceOf(DeadlineExceeded.class);
    }

    @Test
    void aResultInTheTickOfTheDeadlineWins() {
        List<TaskScope> scopes = new ArrayList<>();

        String result = world.run(TaskScope.run(deadline(2, SECONDS), scope -> {
            scopes.add(scope);
            Task<String> child = scope.spawn(world.after(2, "just in time"));
            return awaiting(child);
        }));

        assertThat(result).isEqualTo("just in time");
        assertThat(scopes.get(0).expired()).isFalse();
    }

    @Test
    void ofEqualNestedDeadlinesTheOutermostOwnsTheError() {
        List<TaskScope> scopes = new ArrayList<>();

        Throwable thrown = catchThrowable(() ->
                world.run(TaskScope.run(deadline(1, SECONDS).named("outer"), outer -> {
                    scopes.add(outer);
                    return TaskScope.run(deadline(1, SECONDS).named("inner"), inner -> {
                        scopes.add(inner);
                        return awaiting(sleep(LONG));
                    });
                })));

        assertThat(thrown).hasMessage("the deadline of scope `outer` (PT1S) has passed");
        assertThat(scopes).extracting(TaskScope::expired).containsExactly(true, false);
    }

    @Test
    void aForeignCancelDoesNotBecomeATimeout() {
        List<TaskScope> scopes = new ArrayList<>();
        world.run(TaskScope.run(outer -> {
            Task<Void> task = outer.spawn("task", TaskScope.run(deadline(5, SECONDS), scope -> {
                scopes.add(scope);
                return steps(start -> Awaits.await(sleep(LONG)), slept -> {
                    world.log(slept.failure());
                    return slept.get();
                });
            }));
            Loop.current().schedule(SECOND, task::cancel);
            return done();
        }));

        assertThat(world.trace()).isEqualTo("1s  dev.heddle.Cancelled: task `task` was cancelled\n");
        assertThat(scopes.get(0).expired()).isFalse();
    }

    @Test
    void aScopeThatIsLeftDoesNotCancelItsTaskAnyMore() {
        world.run(steps(
                start -> Awaits.await(TaskScope.run(deadline(1, SECONDS), scope -> awaiting(sleep(LONG)))),
                left -> {
                    world.log(left.failure());
                    return Awaits.await(sleep(SECOND));
                },
                slept -> {
                    world.log("slept: " + slept.failure());
                    return null;
                }));

        assertThat(world.trace()).isEqualTo("""
                        1s  dev.heddle.DeadlineExceeded: the deadline of a scope (PT1S) has passed
                        2s  slept: null
                        """);
    }

    @Test
    void spawningIntoACancelledScopeIsRefusedAndTheCoroutineCannotBeUsedAnyMore() {
        world.run(TaskScope.run(scope -> {
            Coroutine<String> late = done("late");
            Loop.current().post(() -> {
                assertThatThrownBy(() -> scope.spawn(late))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("takes no more tasks");
                assertThatThrownBy(() -> Awaits.await(late)).isInstanceOf(IllegalStateException.class);
            });
            scope.cancel();
            return done();
        }));

        assertThat(world.reports).isEmpty();
    }

    @Test
    void aCancelledBodyThatSpawnsGetsTheCancellation() {
        world.run(TaskScope.run(ScopeOptions.defaults().named("s"), scope -> {
            scope.cancel();
            assertThatThrownBy(() -> scope.spawn(done())).isInstanceOf(Cancelled.class);
            return done();
        }));
    }

    @Test
    void spawningIntoAClosedScopeIsRefused() {
        List<TaskScope> scopes = new ArrayList<>();
        world.run(steps(
                start -> Awaits.await(TaskScope.run(scope -> {
                    scopes.add(scope);
                    return done();
                })),
                left -> {
                    assertThatThrownBy(() -> scopes.get(0).spawn(done())).isInstanceOf(IllegalStateException.class);
                    return null;
                }));
    }

    @Test
    void childrenMaySpawnSiblingsWhileTheScopeWaitsForThem() {
        world.run(TaskScope.run(scope -> {
            scope.spawn(steps(start -> Awaits.await(sleep(SECOND)), slept -> {
                scope.spawn(world.after(1, "late sibling"));
                return null;
            }));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("2s  late sibling\n");
    }

    @Test
    void daemonsAreCancelledWhenAllOtherChildrenHaveEnded() {
        world.run(TaskScope.run(scope -> {
            scope.spawnDaemon("heartbeat", world.after(100, "beat"));
            scope.spawn(world.after(2, "work"));
            return done();
        }));

        assertThat(world.trace()).isEqualTo("""
                        2s  work
                        2s  beat: dev.heddle.Cancelled: task `heartbeat` was cancelled
                        """);
    }

    @Test
    void onlyTheTaskThatOpenedAScopeMayCloseIt() {
        world.run(TaskScope.run(scope -> {
            Task<Void> stranger = Loop.current().rootScope().spawn(scope.closeAsync(CloseReason.COMPLETED));
            return steps(start -> Awaits.await(stranger), outcome -> {
                assertThat(outcome.failure()).hasMessageContaining("only by the task that opened it");
                return null;
            });
        }));
    }

    @Test
    void closingTwiceDoesNothing() {
        world.run(TaskScope.run(scope -> steps(
                start -> Awaits.await(scope.closeAsync(CloseReason.COMPLETED)),
                closed -> Awaits.await(scope.closeAsync(CloseReason.COMPLETED)),
                Steps.Outcome::get)));
    }

    @Test
    void unwovenCloseNamesThePlaceAndTheFix() {
        world.run(TaskScope.run(scope -> {
            // by reflection, since the weaver refuses a call in code that is not async
            assertThatThrownBy(() -> TaskScope.class.getMethod("close").invoke(scope))
                    .cause()
                    .isInstanceOf(NotWovenError.class)
                    .hasMessageStartingWith("`close()` of a TaskScope called in dev.heddle.TaskScopeTest.")
                    .hasMessageContaining("heddle:weave");
            return done();
        }));
    }

    @Test
    void aCancelThatCameBeforeTheDeadlineDoesNotBecomeATimeoutWhileTheScopeWaits() {
        List<TaskScope> scopes = new ArrayList<>();
        Task<String> task = world.run(steps(start -> {
            Task<String> cancelled = Loop.current()
                    .rootScope()
                    .spawn("t", TaskScope.run(deadline(2, SECONDS), scope -> {
                        scopes.add(scope);
                        scope.spawn(
                                "child",
                                steps(
                                        begin -> Awaits.await(sleep(LONG)),
                                        ending -> Awaits.await(Coroutines.shield(LONG, sleep(Duration.ofSeconds(3)))),
                                        ended -> Awaits.await(sleep(LONG))));
                        return done("result");
                    }));
            Loop.current().schedule(SECOND, cancelled::cancel);
            return cancelled;
        }));

        assertThat(task.state()).isEqualTo(Task.State.CANCELLED);
        assertThat(scopes.get(0).expired()).isFalse();
    }

    @Test
    void aFailureThatCannotDescribeItselfFailsTheScopeLikeAnyOther() {
        IOException speechless = new IOException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        Throwable thrown = catchThrowable(() -> world.run(TaskScope.run(scope -> {
            scope.spawn(steps(start -> {
                throw speechless;
            }));
            return done();
        })));

        assertThat(thrown).isInstanceOf(ScopeFailed.class);
        assertThat(thrown.getCause()).isSameAs(speechless);
    }

    @Test
    void aChildThatWasCancelledOnItsOwnAndEndsAfterTheDeadlineIsNoTimeout() {
        List<TaskScope> scopes = new ArrayList<>();
        String result = world.run(TaskScope.run(deadline(2, SECONDS), scope -> {
            scopes.add(scope);
            Task<Object> child = scope.spawn(steps(
                    start -> Awaits.await(sleep(LONG)),
                    ending -> Awaits.await(Coroutines.shield(LONG, world.after(3, "cleaned up"))),
                    ended -> Awaits.await(sleep(LONG)),
                    Steps.Outcome::get));
            Loop.current().schedule(SECOND, child::cancel);
            return done("result");
        }));

        assertThat(result).isEqualTo("result");
        assertThat(scopes.get(0).expired()).isFalse();
        assertThat(world.trace()).isEqualTo("4s  cleaned up\n");
    }
}
