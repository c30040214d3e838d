package dev.heddle.samples.redis.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DecimalsTest {
    private static long parse(String text) {
        byte[] bytes = ("x" + text).getBytes(ISO_8859_1);
        return Decimals.parseLong(bytes, 1, text.length());
    }

    @Test
    void wholeNumbersAreReadToTheEndsOfTheirRange() {
        assertThat(parse("0")).isZero();
        assertThat(parse("-1")).isEqualTo(-1);
        assertThat(parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(parse("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void whatIsNoWholeNumberIsRefused() {
        for (String text : new String[] {
            "",
            "-",
            "+1",
            "01",
            "-0",
            "-01",
            " 1",
            "1 ",
            "1.0",
            "a",
            "9223372036854775808",
            "-9223372036854775809",
            "9999999999999999999",
            "99999999999999999999"
        }) {
            assertThatThrownBy(() -> parse(text)).as(text).isInstanceOf(NumberFormatException.class);
        }
    }

    @Test
    void doublesAreWrittenInTheirShortestForm() {
        assertThat(Decimals.format(3)).isEqualTo("3");
        assertThat(Decimals.format(-0.5)).isEqualTo("-0.5");
        assertThat(Decimals.format(0.1)).isEqualTo("0.1");
        assertThat(Decimals.format(1e21)).isEqualTo("1e+21");
        assertThat(Decimals.format(1.5e-9)).isEqualTo("1.5e-9");
        assertThat(Decimals.format(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    }

    @Test
    void whatOnlyJavaTakesForANumberIsRefused() {
        for (String text : new String[] {"1d", "1f", "0x1p3", " 1", "NaN", "", "Infinity1"}) {
            assertThatThrownBy(() -> Decimals.parseDouble(text)).as(text).isInstanceOf(NumberFormatException.class);
        }
        assertThat(Decimals.parseDouble("+INF")).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
