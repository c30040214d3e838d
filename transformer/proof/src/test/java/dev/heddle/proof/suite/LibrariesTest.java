package dev.heddle.proof.suite;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Libraries that suspend everywhere pass their own tests. {@code -Dheddle.seed=N} chooses the places. */
@Tag("proof")
class LibrariesTest {
    @Test
    void commonsCodec() throws Exception {
        passesItsOwnTests(Suites.of("commons-codec", ".*Test", ".*\\.bm\\..*"));
    }

    @Test
    void jacksonDatabind() throws Exception {
        SourceArchive archive = new SourceArchive(
                "j/jackson-databind/jackson-databind_2.14.0+ds.orig.tar.xz",
                "311a2bcc6cca5ac74b7f27b5209d41cc023ab6e0d214dc0818ea5fad490ebf8c");
        passesItsOwnTests(Suites.compiled(
                "jackson-databind",
                archive,
                ".*(Test[^.]*|Test)",
                ".*\\.(failing|perf)\\..*",
                List.of("src/test/java"),
                List.of("src/test/resources")));
    }

    private static void passesItsOwnTests(Suite suite) throws Exception {
        Everywhere.assertPassesItsOwnTests(suite, Set.of());
    }
}
