package dev.heddle;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.shield;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.heddle.annotation.Async;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartupTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();
    private final IOException boom = new IOException("boom");

    @Async
    private Coroutine<Void> server(Startup<Integer> startup) {
        await(sleep(SECOND));
        startup.ready(8080);
        await(sleep(Duration.ofSeconds(2)));
        world.log("server ends");
        return done();
    }

    @Async
    private Coroutine<Void> startServer() {
        try (TaskScope scope = TaskScope.open()) {
            int port = await(scope.start("server", this::server));
            world.log("ready at " + port + ", tasks " + scope.tasks());
        }
        world.log("scope left");
        return done();
    }

    @Test
    void startWaitsUntilTheTaskIsReadyAndTheScopeForItsEnd() {
        world.run(startServer());

        assertThat(world.trace()).isEqualTo("""
                        1s  ready at 8080, tasks [task `server`]
                        3s  server ends
                        3s  scope left
                        """);
    }

    @Async
    private Coroutine<Void> failsBefore(Startup<Integer> startup) throws IOException {
        await(sleep(SECOND));
        throw boom;
    }

    @Async
    private Coroutine<Void> failsAfter(Startup<Integer> startup) throws IOException {
        startup.ready(1);
        await(sleep(SECOND));
        throw boom;
    }

    @Async
    private static Coroutine<Void> neverReady(Startup<Integer> startup) {
        await(sleep(SECOND));
        return done();
    }

    @Async
    private Coroutine<String> startInScope(StartBody<Integer> body) {
        try (TaskScope scope = TaskScope.open(ScopeOptions.defaults().named("s"))) {
            try {
                await(scope.start("child", body));
                world.log("started");
                await(sleep(Duration.ofSeconds(9)));
            } catch (IllegalStateException e) {
                return done(String.valueOf(e.getMessage()));
            }
        }
        return done("left");
    }

    @Test
    void aTaskThatFailsBeforeItIsReadyFailsTheStartAndNotTheScope() {
        assertThat(catchThrowable(() -> world.run(startInScope(this::failsBefore))))
                .isSameAs(boom)
                .hasNoSuppressedExceptions();
    }

    @Test
    void aTaskThatFailsLaterFailsTheScope() {
        assertThat(catchThrowable(() -> world.run(startInScope(this::failsAfter))))
                .isInstanceOf(ScopeFailed.class)
                .hasCause(boom);
    }

    @Test
    void aTaskThatEndsWithoutHavingBeenReadyIsAnError() {
        assertThat(world.run(startInScope(StartupTest::neverReady)))
                .isEqualTo("task `child` has ended without saying that it is ready");
    }

    @Async
    private Coroutine<Void> slowToGiveUp(Startup<Integer> startup) throws DeadlineExceeded {
        try {
            await(sleep(Duration.ofSeconds(9)));
        } finally {
            await(shield(SECOND, sleep(Duration.ofMillis(500))));
            startup.ready(1);
            world.log("given up");
        }
        return done();
    }

    @Test
    void aCancelledStartCancelsTheTaskAndAwaitsItsEnd() {
        world.run(TaskScope.run(scope -> {
            Task<String> starter = scope.spawn("starter", startInScope(this::slowToGiveUp));
            Loop.current().schedule(SECOND, starter::cancel);
            return Steps.steps(start -> dev.heddle.coroutine.Awaits.await(starter), ended -> {
                world.log(starter.state());
                return null;
            });
        }));

        assertThat(world.trace()).isEqualTo("""
                        1.5s  given up
                        1.5s  CANCELLED
                        """);
    }

    @Async
    private Coroutine<Void> startsIntoAScopeThatIsLeft() throws Exception {
        TaskScope left = TaskScope.open(ScopeOptions.defaults().named("left"));
        await(left.closeAsync(AsyncCloseable.CloseReason.COMPLETED));
        await(left.start("child", this::server));
        return done();
    }

    @Test
    void aTaskThatIsReadyForAScopeThatHasBeenLeftFailsTheStart() {
        assertThat(catchThrowable(() -> world.run(startsIntoAScopeThatIsLeft())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("scope `left` takes no more tasks: it is closed");
    }

    @Async
    private Coroutine<Void> saysItTwice(Startup<Integer> startup) {
        startup.ready(1);
        startup.ready(2);
        return done();
    }

    @Test
    void toBeReadyTwiceIsAnError() {
        assertThat(catchThrowable(() -> world.run(startInScope(this::saysItTwice))))
                .isInstanceOf(ScopeFailed.class)
                .hasRootCauseMessage("task `child` has said before that it is ready");
    }
}
