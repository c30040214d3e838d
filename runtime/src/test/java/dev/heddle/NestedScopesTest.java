package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.AsyncCloseable.CloseReason;
import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scopes inside each other of which more than one fails, and scopes that are closed by hand. */
class NestedScopesTest {
    private static final Duration LONG = Duration.ofSeconds(9);

    private final World world = new World();
    private final IOException ofOuter = new IOException("of the outer one");
    private final IOException ofInner = new IOException("of the inner one");

    private enum First {
        OUTER,
        INNER
    }

    @Async
    private Coroutine<Void> bothFail(First first) {
        try (TaskScope outer = TaskScope.open(ScopeOptions.defaults().named("outer"))) {
            if (first == First.OUTER) {
                outer.spawn(world.failing(1, ofOuter));
            }
            try (TaskScope inner = TaskScope.open(ScopeOptions.defaults().named("inner"))) {
                inner.spawn(world.failing(1, ofInner));
                if (first == First.INNER) {
                    outer.spawn(world.failing(1, ofOuter));
                }
                await(sleep(LONG));
            }
        }
        return done();
    }

    @ParameterizedTest
    @EnumSource
    void ofScopesThatFailTogetherTheOuterFailureIsThrownAndTheInnerOneKept(First first) {
        Throwable thrown = catchThrowable(() -> world.run(bothFail(first)));

        assertThat(thrown)
                .isInstanceOf(ScopeFailed.class)
                .hasMessageStartingWith("a task of scope `outer` failed")
                .hasCause(ofOuter);
        assertThat(thrown.getSuppressed()).hasSize(1);
        assertThat(thrown.getSuppressed()[0])
                .isInstanceOf(ScopeFailed.class)
                .hasMessageStartingWith("a task of scope `inner` failed")
                .hasCause(ofInner);
    }

    @Async
    private Coroutine<Void> outerFailsWhileTheInnerOneCloses(Coroutine<?> child) {
        try (TaskScope outer = TaskScope.open()) {
            outer.spawn(world.failing(1, ofOuter));
            try (TaskScope inner = TaskScope.open()) {
                inner.spawn(child);
                world.log("inner body ends");
            } finally {
                world.log("inner scope left");
            }
            world.log("behind the inner scope");
            await(sleep(LONG));
            world.log("never");
        }
        return done();
    }

    @Test
    void anOuterFailureCancelsTheChildrenThatAnInnerScopeWaitsFor() {
        Throwable thrown = catchThrowable(() -> world.run(outerFailsWhileTheInnerOneCloses(world.after(9, "child"))));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(ofOuter).hasNoSuppressedExceptions();
        assertThat(world.trace().replaceAll("task `.*?`", "task")).isEqualTo("""
                        0s  inner body ends
                        1s  throws of the outer one
                        1s  child: dev.heddle.Cancelled: task was cancelled
                        1s  inner scope left
                        """);
    }

    @Async
    private Coroutine<Void> endsAllTheSame() throws DeadlineExceeded {
        await(shield(LONG, sleep(Duration.ofSeconds(3))));
        world.log("child");
        return done();
    }

    @Test
    void anInnerScopeWhoseChildrenEndAllTheSameIsLeftNormallyAndTheNextAwaitThrows() throws DeadlineExceeded {
        Throwable thrown = catchThrowable(() -> world.run(outerFailsWhileTheInnerOneCloses(endsAllTheSame())));

        assertThat(thrown).isInstanceOf(ScopeFailed.class).hasCause(ofOuter).hasNoSuppressedExceptions();
        assertThat(world.trace()).isEqualTo("""
                        0s  inner body ends
                        1s  throws of the outer one
                        3s  child
                        3s  inner scope left
                        3s  behind the inner scope
                        """);
    }

    @Async
    private Coroutine<Void> closesByHand(Coroutine<?> body) {
        TaskScope scope = TaskScope.open();
        CloseReason reason = CloseReason.FAILED;
        try {
            scope.spawn("child", world.after(3, "child"));
            await(body);
            reason = CloseReason.COMPLETED;
        } finally {
            await(scope.closeAsync(reason));
            world.log("closed");
        }
        return done();
    }

    @Test
    void aScopeThatAFinallyBlockClosesAwaitsItsChildrenAfterANormalEnd() {
        world.run(closesByHand(world.after(1, "body")));

        assertThat(world.trace()).isEqualTo("1s  body\n3s  child\n3s  closed\n");
    }

    @Test
    void aScopeThatAFinallyBlockClosesCancelsItsChildrenAfterAFailureAndAwaitsThem() {
        Throwable thrown = catchThrowable(() -> world.run(closesByHand(world.failing(1, ofInner))));

        assertThat(thrown).isSameAs(ofInner);
        assertThat(world.trace()).isEqualTo("""
                        1s  throws of the inner one
                        1s  child: dev.heddle.Cancelled: task `child` was cancelled
                        1s  closed
                        """);
    }

    @Async
    private static Coroutine<Void> looksAround(TaskScope scope) {
        assertThat(scope.around()).isNotNull();
        try (TaskScope ofChild = TaskScope.open()) {
            assertThat(ofChild.around()).isSameAs(scope);
        }
        return done();
    }

    @Async
    private static Coroutine<Void> looksAroundEverywhere() {
        TaskScope root = Loop.current().rootScope();
        assertThat(root.around()).isNull();
        try (TaskScope outer = TaskScope.open();
                TaskScope inner = TaskScope.open();
                TaskScope beside = TaskScope.open(ScopeOptions.defaults().beside());
                TaskScope innermost = TaskScope.open()) {
            assertThat(outer.around()).isSameAs(root);
            assertThat(inner.around()).isSameAs(outer);
            assertThat(innermost.around()).isSameAs(inner);
            await(inner.spawn(looksAround(inner)));
            await(beside.spawn(looksAround(beside)));
        }
        return done();
    }

    @Test
    void aScopeKnowsTheOneAroundItInItsBodyOrInTheTaskAround() {
        world.run(looksAroundEverywhere());
    }
}
