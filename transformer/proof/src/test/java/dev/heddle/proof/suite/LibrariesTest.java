package dev.heddle.proof.suite;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries that suspend everywhere pass their own tests. {@code -Dheddle.seed=N} chooses the places. */
@Tag("proof")
class LibrariesTest {
    @ParameterizedTest
    @ValueSource(strings = {"commons-codec", "commons-lang3", "commons-text", "commons-collections4"})
    void librariesPassTheirOwnTestsWhenTheySuspendEverywhere(String library) throws Exception {
        Everywhere.assertPassesItsOwnTests(Suites.of(library), type -> true, Set.of());
    }
}
