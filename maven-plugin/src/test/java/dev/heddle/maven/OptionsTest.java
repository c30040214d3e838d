package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.Dialect;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.Tolerance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void errorsStopTheBuildAndWarningsDoNot() throws Exception {
        assertThat(goal.tolerance()).isEqualTo(Tolerance.WARNINGS);
        goal.failOnWarning = true;
        assertThat(goal.tolerance()).isEqualTo(Tolerance.NOTHING);
        goal.failOnWarning = false;
        goal.failOnError = false;
        assertThat(goal.tolerance()).isEqualTo(Tolerance.ERRORS);
    }

    @Test
    void toStopAtWarningsButNotAtErrorsIsRefused() {
        goal.failOnError = false;
        goal.failOnWarning = true;
        assertThatThrownBy(goal::tolerance).hasMessageContaining("choose one of them");
    }

    @Test
    void theSettingsAreATextThatChangesWithEachOption() throws Exception {
        String first = goal.settings(goal.options());
        assertThat(goal.settings(goal.options())).isEqualTo(first);
        goal.rules = List.of("H101:off");
        assertThat(goal.settings(goal.options())).isNotEqualTo(first).contains("rules=H101:off");
    }

    @Test
    void theSettingsChangeWithWhatIsInTheFilesThatTheyName(@TempDir Path folder) throws Exception {
        Path baseline = Files.writeString(folder.resolve("baseline.txt"), "H101 app/A.java A.m(): dropped\n");
        Path blocking = Files.writeString(folder.resolve("blocking.txt"), "com.acme.Db.query\n");
        Path held = Files.writeString(folder.resolve("held.txt"), "com.acme.Session\n");
        goal.baseline = baseline.toString();
        goal.blocking = List.of("@" + blocking);
        goal.held = List.of("@" + held);
        for (Path file : List.of(baseline, blocking, held)) {
            String before = goal.settings(goal.options());
            String text = Files.readString(file);
            Files.writeString(file, text + "# nothing but a comment\n");
            assertThat(goal.settings(goal.options())).isEqualTo(before);
            Files.writeString(file, text + text.replaceFirst("A.m|query|Session", "another"));
            assertThat(goal.settings(goal.options())).isNotEqualTo(before);
        }
    }
}
