package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.emit;
import static dev.heddle.Coroutines.end;
import static dev.heddle.Coroutines.sleep;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Scopes that have children and no body. */
class ScopeBesideTest {
    private static final ScopeOptions BESIDE =
            ScopeOptions.defaults().named("beside").beside();

    private final World world = new World();
    private final IllegalStateException boom = new IllegalStateException("boom");

    @Async
    private Coroutine<Void> failsBesideABody() {
        try (TaskScope scope = TaskScope.open(BESIDE)) {
            scope.spawn(world.failing(1, boom));
            scope.spawn(world.after(10, "sibling"));
            await(sleep(ofSeconds(5)));
            world.log("body goes on");
        }
        return done();
    }

    @Test
    void aFailureEndsTheChildrenAndIsThrownByTheClosingOnly() {
        assertThatThrownBy(() -> world.run(failsBesideABody()))
                .isInstanceOf(ScopeFailed.class)
                .hasCause(boom);
        assertThat(world.trace()).contains("1s  throws boom", "sibling: dev.heddle.Cancelled", "5s  body goes on");
    }

    @Async
    private Coroutine<Void> outlivesTheScopeAround() {
        TaskScope beside;
        try (TaskScope around = TaskScope.open(ScopeOptions.deadline(Duration.ofSeconds(20)))) {
            beside = TaskScope.open(BESIDE);
            beside.spawn(world.after(5, "child"));
            world.log("left in " + around.timeLeft());
        }
        await(beside.closeAsync(AsyncCloseable.CloseReason.COMPLETED));
        world.log("closed");
        return done();
    }

    @Test
    void aScopeAroundMayBeLeftBeforeIt() {
        world.run(outlivesTheScopeAround());
        assertThat(world.trace()).endsWith("5s  child\n5s  closed\n");
    }

    @Async
    private Coroutine<Void> withChild() {
        try (TaskScope scope = TaskScope.open(BESIDE)) {
            scope.spawn(world.after(100, "child"));
            await(sleep(ofSeconds(100)));
        }
        return done();
    }

    @Async
    private Coroutine<Void> cancelsItsOwner() {
        try (TaskScope scope = TaskScope.open()) {
            Task<Void> owner = scope.spawn(withChild());
            await(sleep(ofSeconds(1)));
            world.log(Loop.current().tasks().size() + " tasks");
            owner.cancel();
        }
        return done();
    }

    @Test
    void theCancellationOfItsTaskReachesItsChildren() {
        world.run(cancelsItsOwner());
        assertThat(world.trace()).startsWith("1s  3 tasks\n1s  child: dev.heddle.Cancelled");
    }

    @Async
    private AsyncStream<Integer> generator() {
        try (TaskScope scope = TaskScope.open(BESIDE)) {
            scope.spawn(world.after(100, "child"));
            await(sleep(ofSeconds(1)));
            emit(1);
            emit(2);
        }
        return end();
    }

    @Test
    void aGeneratorMayEmitInsideIt() {
        assertThat(world.run(generator().take(1).toList())).containsExactly(1);
        assertThat(world.trace()).startsWith("1s  child: dev.heddle.Cancelled");
    }

    @Async
    private Coroutine<Void> cancelsIt() {
        try (TaskScope scope = TaskScope.open(BESIDE)) {
            scope.spawn(world.after(100, "child"));
            scope.cancel("enough");
            await(sleep(ofSeconds(1)));
            world.log("body goes on");
        }
        return done();
    }

    @Test
    void itsOwnCancellationEndsNoAwaitOfTheBody() {
        world.run(cancelsIt());
        assertThat(world.trace()).endsWith("1s  body goes on\n");
    }
}
