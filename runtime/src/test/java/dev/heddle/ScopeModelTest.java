package dev.heddle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random programs do what the model says, line by line. {@code -Dheddle.seeds=1000-1999} chooses other programs. */
class ScopeModelTest {
    private static void check(long first, long last) {
        String chosen = System.getProperty("heddle.seeds");
        if (chosen != null) {
            String[] range = chosen.split("-");
            first = Long.parseLong(range[0]);
            last = Long.parseLong(range[range.length - 1]);
        }
        LongStream.rangeClosed(first, last).forEach(ScopeModelTest::check);
    }

    private static void check(long seed) {
        List<ScopeProgram.Statement> program = ScopeProgram.of(seed);
        assertThat(ScopeProgramRun.trace(program))
                .as("seed %d: %s", seed, program)
                .isEqualTo(ScopeModel.trace(program));
    }

    @Test
    void thousandsOfProgramsDoWhatTheModelSays() {
        check(1, 5_000);
    }

    @Test
    @Tag("proof")
    void hundredThousandProgramsDoWhatTheModelSays() {
        check(100_001, 200_000);
    }
}
