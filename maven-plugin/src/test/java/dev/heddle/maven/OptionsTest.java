package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.Dialect;
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
    void listsGrow() throws Exception {
        goal.dialect = "ea-async";
        goal.await = List.of("a.B.c", "d.E$F.g");
        goal.omit = List.of("a.B.start");
        assertThat(goal.options().dialect())
                .isEqualTo(new Dialect(
                        List.of("a.B.c", "d.E$F.g", "com.ea.async.Async.await"),
                        Dialect.Async.RETURNING,
                        List.of("com.ea.async.Async.init", "a.B.start")));
    }

    @Test
    void aNameThatIsNoMethodStopsTheGoal() {
        goal.await = List.of("await");
        assertThatThrownBy(goal::options)
                .hasMessage("`await` is `await`; it can be `<class>.<method>`,"
                        + " for example `com.ea.async.Async.await`");
    }

    @Test
    void aValueThatDoesNotExistStopsTheGoal() {
        goal.calls = "direct";
        assertThatThrownBy(goal::options).hasMessage("`calls` is `direct`; it can be `linked` or `plain`");
    }
}
