package dev.heddle.guide;

import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopOptions;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/engines.md, and what it does. */
class EngineExamplesTest {
    private final List<String> lines = new ArrayList<>();

    private void log(String line) {
        lines.add(line);
    }

    @Async
    private Coroutine<Void> tell() {
        log("sockets by " + Loop.current().metrics().engine());
        return done();
    }

    @Test
    void anOptionChooses() {
        LoopOptions options = LoopOptions.defaults().engine(EngineChoice.NIO);
        Loop.run(options, tell());
        assertThat(lines).containsExactly("sockets by nio");
    }
}
