package dev.heddle.process;

import static dev.heddle.Coroutines.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.annotation.Async;
import dev.heddle.engine.OnEachEngine;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** That tests which are to run on each engine do. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ChildJvmTest extends OnEachEngine {
    /** Says which engine it has. */
    static final class Talker {
        private Talker() {}

        public static void main(String[] arguments) {
            System.out.println(Loop.run(nameOfEngine()));
        }
    }

    @Async
    private static Coroutine<String> nameOfEngine() {
        return done(Loop.current().metrics().engine());
    }

    @Test
    void loopsHereAndInChildrenHaveTheEngineOfTheTest() throws IOException {
        assertThat(Loop.run(nameOfEngine())).isEqualTo(engine().toString());
        assertThat(Loop.run(Subprocess.run(ChildJvm.command(Talker.class))).stdoutLines())
                .containsExactly(engine().toString());
    }
}
