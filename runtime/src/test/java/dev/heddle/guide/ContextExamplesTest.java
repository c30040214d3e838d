package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncLocal;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.Task;
import dev.heddle.TaskListener;
import dev.heddle.ThreadContext;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The code of docs/guide/context.md, and what it does. */
class ContextExamplesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = new World();

    private void log(String line) {
        world.log(line);
    }

    private static final AsyncLocal<String> USER = AsyncLocal.of("nobody");

    @Async
    Coroutine<Void> handle(String user, String order) {
        await(USER.with(user, buy(order)));
        return done();
    }

    @Async
    Coroutine<Void> buy(String order) {
        await(sleep(SECOND));
        log(USER.get() + " has bought " + order);
        return done();
    }

    @Test
    void eachTaskHasItsUser() {
        world.run(gather(handle("alice", "tea"), handle("bob", "milk"), buy("water")));

        assertThat(world.trace()).isEqualTo("""
                        1s  alice has bought tea
                        1s  bob has bought milk
                        1s  nobody has bought water
                        """);
    }

    private static final LoopOptions OPTIONS = LoopOptions.defaults()
            .carrying(ThreadContext.of(
                    MDC::getCopyOfContextMap, labels -> MDC.setContextMap(labels == null ? Map.of() : labels)))
            .carrying(ThreadContext.of(
                    Context::current, context -> ContextStorage.get().attach(context)));

    @Async
    Coroutine<Void> serve(String user) {
        MDC.put("user", user);
        await(sleep(SECOND));
        log(MDC.get("user") + " is served");
        return done();
    }

    @Test
    void labelsOfALoggerGoWithTheTask() {
        Loop.run(OPTIONS.engine(() -> world.engine), gather(serve("alice"), serve("bob")));

        assertThat(world.trace()).isEqualTo("""
                        1s  alice is served
                        1s  bob is served
                        """);
        assertThat(MDC.get("user")).isNull();
    }

    private final class Counting implements TaskListener {
        private int steps;

        @Override
        public void stepEnds(Task<?> task) {
            steps++;
        }
    }

    @Test
    void aListenerCountsSteps() {
        Counting counting = new Counting();

        Loop.run(world.options().listener(counting), buy("tea"));

        assertThat(counting.steps).isEqualTo(2);
    }
}
