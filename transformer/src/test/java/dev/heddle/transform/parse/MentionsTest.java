package dev.heddle.transform.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Fixture;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static final byte[][] NO_MORE = {};
    private static final byte[] PROGRAM = Fixture.compile("""
            class Program {
                String s = "another name", longer = "x/dev/heddle/Coroutines", shorter = "ev/heddle/Coroutines";
                long l = 5_000_000_000L;
                double d = 0.3;
            }
            """).bytes("Program");

    @Test
    void namesThatOnlyEndLikeThoseThatMatterDoNot() {
        assertThat(Mentions.in(PROGRAM, NO_MORE)).isEqualTo(Mentions.NOTHING);
    }

    @Test
    void otherNamesThatAreAskedForMatter() {
        byte[][] more = {"nowhere".getBytes(StandardCharsets.UTF_8), "another name".getBytes(StandardCharsets.UTF_8)};
        assertThat(Mentions.in(PROGRAM, more)).isEqualTo(Mentions.ASYNC);
    }

    @Test
    void aMethodThatReturnsACoroutineIsTold() {
        byte[] user = Fixture.compile("interface Program { Coroutine<Void> f(int x); }")
                .bytes("Program");
        assertThat(Mentions.in(user, NO_MORE)).isEqualTo(Mentions.RETURNS_COROUTINE);
    }

    @Test
    void whatIsDamagedIsForTheWeaverToTell() {
        byte[] unknown = PROGRAM.clone();
        unknown[10] = 99;
        assertThat(Mentions.in(new byte[20], NO_MORE)).isEqualTo(Mentions.NO_CLASS_FILE);
        assertThat(Mentions.in(Arrays.copyOf(PROGRAM, 60), NO_MORE)).isEqualTo(Mentions.CUT_OFF);
        assertThat(Mentions.in(unknown, NO_MORE)).isEqualTo(Mentions.UNKNOWN_CONSTANT);
        for (int damage : new int[] {Mentions.NO_CLASS_FILE, Mentions.CUT_OFF, Mentions.UNKNOWN_CONSTANT}) {
            assertThat(damage & Mentions.ASYNC).isEqualTo(Mentions.ASYNC);
        }
    }
}
