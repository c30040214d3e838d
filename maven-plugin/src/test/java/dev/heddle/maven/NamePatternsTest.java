package dev.heddle.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamePatternsTest {
    @Test
    void withoutPatternsEveryClassIsSelected() {
        assertThat(selected(List.of(), List.of())).isEqualTo(ALL);
    }

    @Test
    void twoStarsStandForAnyFoldersEvenNone() {
        assertThat(selected(List.of("**/Main"), List.of())).containsExactly("Main", "shop/till/Main");
        assertThat(selected(List.of("shop/**"), List.of()))
                .containsExactly("shop/Store", "shop/Store$Item", "shop/till/Main", "shop/till/Till");
    }

    @Test
    void oneStarStopsAtASlash() {
        assertThat(selected(List.of("shop/*"), List.of())).containsExactly("shop/Store", "shop/Store$Item");
        assertThat(selected(List.of("shop/til?/T*"), List.of())).containsExactly("shop/till/Till");
    }

    @Test
    void dotsAreRefusedSinceTheyWouldMatchNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> selected(List.of(), List.of("shop.*")))
                .withMessageContaining("pattern `shop.*` has dots");
    }

    @Test
    void nestedClassesFollowTheirOuterClass() {
        assertThat(selected(List.of("shop/Store"), List.of())).containsExactly("shop/Store", "shop/Store$Item");
    }

    @Test
    void anExcludeWinsOverAnInclude() {
        assertThat(selected(List.of("shop/**"), List.of("shop/till/**")))
                .containsExactly("shop/Store", "shop/Store$Item");
    }

    private static final List<String> ALL =
            List.of("Main", "shop/Store", "shop/Store$Item", "shop/till/Main", "shop/till/Till");

    private static List<String> selected(List<String> includes, List<String> excludes) {
        return ALL.stream().filter(new NamePatterns(includes, excludes)).toList();
    }
}
