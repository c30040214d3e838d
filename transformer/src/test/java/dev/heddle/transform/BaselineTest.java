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

    @Test
    void aFindingHasTheSameLineInTheSourceAndInTheClassFile() {
        assertThat(declaration("Shop.lambda$buy$3(Shop, String)"))
                .isEqualTo(declaration("Shop.buy(String)"))
                .isEqualTo("Shop.buy");
        assertThat(declaration("Shop.lambda$new$0(Shop)")).isEqualTo(declaration("Shop.<init>()"));
        assertThat(declaration("Shop.lambda$static$1(int)")).isEqualTo(declaration("Shop.static { }"));
        assertThat(declaration("Shop$Shelf.<init>(Shop, int)")).isEqualTo(declaration("Shop$Shelf.<init>(int)"));
        assertThat(declaration("Shop$1.buy()")).isNotEqualTo(declaration("Shop.buy()"));
    }

    @Test
    void whatIsSaidBesideOtherLinesIsNoPartOfAFinding() {
        Diagnostic unlabelled = finding("H101", 3);
        Diagnostic labelled = labelled(unlabelled, 1);
        assertThat(Baseline.line(labelled)).isEqualTo(Baseline.line(unlabelled));
        Baseline baseline = Baseline.of(List.of(unlabelled));
        assertThat(baseline.unknown(List.of(labelled, labelled(unlabelled, 2), unlabelled)))
                .isEmpty();
    }

    private static Diagnostic labelled(Diagnostic finding, int line) {
        return new Diagnostic(
                finding.severity(),
                finding.code(),
                finding.message(),
                finding.place(),
                new Labels("here", List.of(new Labels.Label(line, "price", "made here"))),
                finding.notes(),
                finding.help());
    }

    private static String declaration(String method) {
        Place place = new Place("app/Shop.java", 1, method);
        String line = Baseline.line(new Diagnostic(Severity.WARNING, "H101", "dropped", place, List.of(), null));
        return line.substring("H101 app/Shop.java ".length(), line.length() - ": dropped".length());
    }

    private static Diagnostic finding(String code, int line) {
        Place place = new Place("app/Shop.java", line, "Shop.buy()");
        return new Diagnostic(Severity.WARNING, code, "found in line " + line, place, List.of(), null);
    }
}
