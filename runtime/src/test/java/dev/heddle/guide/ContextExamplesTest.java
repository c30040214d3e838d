package dev.heddle.guide;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;
import static dev.heddle.Coroutines.gather;
import static dev.heddle.Coroutines.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.AsyncLocal;
import dev.heddle.Coroutine;
import dev.heddle.World;
import dev.heddle.annotation.Async;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
}
