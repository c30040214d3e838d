package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.WeaverOptions;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final WeaveMojo goal = new WeaveMojo();

    /** Fails for an option of the weaver that the goals do not know. */
    @Test
    void whatIsLeftAloneHasItsDefault() throws Exception {
        assertThat(goal.options()).isEqualTo(WeaverOptions.DEFAULT);
    }

    @Test
    void parametersReachTheWeaver() throws Exception {
        goal.calls = "plain";
        goal.variables = "visible";
        assertThat(goal.options())
                .isEqualTo(WeaverOptions.DEFAULT.with("calls", "plain").with("variables", "visible"));
    }

    @Test
    void aValueThatDoesNotExistStopsTheGoal() {
        goal.calls = "direct";
        assertThatThrownBy(goal::options).hasMessage("`calls` is `direct`; it can be `linked` or `plain`");
    }
}
