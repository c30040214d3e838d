package dev.heddle.proof.suite;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Libraries that suspend everywhere pass their own tests. {@code -Dheddle.seed=N} chooses the places. */
@Tag("proof")
class LibrariesTest {
    private static final String TESTS = ".*Test";
    private static final String NONE = "";

    @Test
    void commonsCodec() throws Exception {
        passesItsOwnTests(Suites.of("commons-codec", TESTS, ".*\\.bm\\..*"));
    }

    @Test
    void commonsLang() throws Exception {
        passesItsOwnTests(Suites.of("commons-lang3"));
    }

    @Test
    void commonsText() throws Exception {
        passesItsOwnTests(Suites.of("commons-text"));
    }

    @Test
    void commonsCollections() throws Exception {
        passesItsOwnTests(Suites.of("commons-collections4"));
    }

    @Test
    void guavaCollections() throws Exception {
        SourceArchive archive = new SourceArchive(
                "g/guava-libraries/guava-libraries_32.0.1.orig.tar.xz",
                "9fe8fb149a2e9a0e24de658fb094767182593e64e21ba00556bc53ee35deae2c");
        passesItsOwnTests(Suites.compiled(
                "guava", archive, ".*collect\\.[^.]*Test", NONE, List.of("guava-tests/test"), List.of()));
    }

    @Test
    void jacksonCore() throws Exception {
        SourceArchive archive = new SourceArchive(
                "j/jackson-core/jackson-core_2.14.1.orig.tar.xz",
                "d9eb6aa1898c4d5a582c52e69da249efae25e4d2c809c57dc6b6ee01c4b0fb3b");
        passesItsOwnTests(Suites.compiled(
                "jackson-core",
                archive,
                ".*(Test[^.]*|Test)",
                ".*\\.failing\\..*",
                List.of("src/test/java"),
                List.of("src/test/resources")));
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

    @Test
    void asm() throws Exception {
        SourceArchive archive = new SourceArchive(
                "a/asm/asm_9.8.orig.tar.xz", "e18914df0ce83e305255baa5b51b5fef595bf6670cafca91e015d1915c7f0441");
        passesItsOwnTests(Suites.compiled(
                "asm",
                archive,
                TESTS,
                NONE,
                List.of(
                        "asm-test/src/main/java",
                        "asm/src/test/java",
                        "asm-tree/src/test/java",
                        "asm-analysis/src/test/java",
                        "asm-commons/src/test/java",
                        "asm-util/src/test/java"),
                List.of("asm-test/src/main/resources")));
    }

    private static void passesItsOwnTests(Suite suite) throws Exception {
        Everywhere.assertPassesItsOwnTests(suite, Set.of());
    }
}
