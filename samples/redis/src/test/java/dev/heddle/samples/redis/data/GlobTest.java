package dev.heddle.samples.redis.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GlobTest {
    private static boolean matches(String pattern, String text) {
        return new Glob(pattern.getBytes(US_ASCII)).matches(text.getBytes(US_ASCII));
    }

    @Test
    void aStarIsAnyString() {
        assertThat(matches("*", "")).isTrue();
        assertThat(matches("a*c", "abbbc")).isTrue();
        assertThat(matches("a*c*e", "abcde")).isTrue();
        assertThat(matches("a*c", "abbbd")).isFalse();
        assertThat(matches("**a**", "xax")).isTrue();
    }

    @Test
    void aQuestionMarkIsOneByte() {
        assertThat(matches("h?llo", "hello")).isTrue();
        assertThat(matches("h?llo", "hllo")).isFalse();
    }

    @Test
    void bracketsAreOneByteOutOfSome() {
        assertThat(matches("h[ae]llo", "hallo")).isTrue();
        assertThat(matches("h[ae]llo", "hillo")).isFalse();
        assertThat(matches("h[^e]llo", "hallo")).isTrue();
        assertThat(matches("h[a-c]llo", "hbllo")).isTrue();
        assertThat(matches("h[c-a]llo", "hbllo")).isTrue();
        assertThat(matches("h[\\]]llo", "h]llo")).isTrue();
        assertThat(matches("h[a", "ha")).isTrue();
    }

    @Test
    void aBackslashTakesWhatFollowsAsItIs() {
        assertThat(matches("a\\*", "a*")).isTrue();
        assertThat(matches("a\\*", "ab")).isFalse();
    }

    @Test
    void manyStarsTakeNoMoreTimeThanTheProductOfTheLengths() {
        assertThat(matches("a*".repeat(1_000) + "b", "a".repeat(20_000))).isFalse();
    }
}
