package dev.heddle.proof.suite;

import org.junit.jupiter.api.Test;

/** The quick one of the runs of {@link LibrariesTest}: a part of the tests of a small library. */
class SmallLibraryTest {
    @Test
    void codecsPassTheirOwnTestsWhenTheySuspendEverywhere() throws Exception {
        Suite suite = Suites.of("commons-codec", ".*codec\\.net\\..*Test", "");
        Everywhere.assertPassesItsOwnTests(suite, "");
    }
}
