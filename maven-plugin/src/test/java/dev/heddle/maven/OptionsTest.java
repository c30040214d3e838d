package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.WeaverOptions;
import java.util.List;
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
    void parametersThatAreListsReachTheWeaver() throws Exception {
        goal.rules = List.of("H101:off", "H301:error");
        goal.blocking = List.of("com.acme.Db.query");
        assertThat(goal.options())
                .isEqualTo(WeaverOptions.DEFAULT
                        .with("rules", "H101:off,H301:error")
                        .with("blocking", "com.acme.Db.query"));
    }

    @Test
    void aValueThatDoesNotExistStopsTheGoal() {
        goal.calls = "direct";
        assertThatThrownBy(goal::options).hasMessage("`calls` is `direct`; it can be `linked` or `plain`");
    }
}
