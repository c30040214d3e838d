package dev.heddle.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Diagnostic.Place;
import dev.heddle.transform.Diagnostic.Severity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineTest {
    @Test
    void asManyFindingsAreKnownAsItHas() {
        Diagnostic first = finding("H101", 3);
        Diagnostic second = finding("H101", 7);
        Diagnostic third = finding("H101", 9);
        Baseline baseline = Baseline.of(List.of(first, second));
        assertThat(baseline.unknown(List.of(first, second))).isEmpty();
        assertThat(baseline.unknown(List.of(first, second, third))).containsExactly(third);
        assertThat(Baseline.EMPTY.unknown(List.of(first, second))).containsExactly(first, second);
    }

    @Test
    void whatKeepsAClassFromBeingWovenIsNeverKnown() {
        Diagnostic mistake = finding("H001", 3);
        assertThat(Baseline.of(List.of(mistake)).size()).isZero();
        Baseline writtenByHand = new Baseline(Map.of(Baseline.line(mistake), 1));
        assertThat(writtenByHand.allowed(mistake)).isZero();
        assertThat(writtenByHand.unknown(List.of(mistake))).containsExactly(mistake);
    }

    private static Diagnostic finding(String code, int line) {
        Place place = new Place("app/Shop.java", line, "Shop.buy()");
        return new Diagnostic(Severity.WARNING, code, "found in line " + line, place, List.of(), null);
    }
}
