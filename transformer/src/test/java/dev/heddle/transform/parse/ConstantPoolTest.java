package dev.heddle.transform.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Dialect;
import dev.heddle.transform.Fixture;
import dev.heddle.transform.parse.ConstantPool.Interest;
import org.junit.jupiter.api.Test;

class ConstantPoolTest {
    @Test
    void anAnnotatedMethodMakesACandidate() {
        byte[] bytes = Fixture.compile("class Program { @Async static Coroutine<Void> f() { return null; } }")
                .bytes("Program");
        assertThat(ConstantPool.scan(bytes, Dialect.HEDDLE)).isEqualTo(Interest.CANDIDATE);
    }

    @Test
    void aCallOfAwaitMakesACandidateWithoutAnnotation() {
        byte[] bytes = Fixture.compile("class Program { static Object f(Coroutine<Object> c) { return await(c); } }")
                .bytes("Program");
        assertThat(ConstantPool.scan(bytes, Dialect.HEDDLE)).isEqualTo(Interest.CANDIDATE);
    }

    @Test
    void longsAndDoublesTakeTwoEntries() {
        byte[] bytes = Fixture.compile(
                        "class Program { static final long L = 5L; static final double D = 0.5; String s = \"x\" + L + D; }")
                .bytes("Program");
        assertThat(ConstantPool.scan(bytes, Dialect.HEDDLE)).isEqualTo(Interest.NONE);
    }

    @Test
    void aTextThatIsTheNameOfTheStampIsNoStamp() {
        byte[] bytes = Fixture.compile("class Program { String s = \"dev.heddle.Woven\";"
                        + " @Async static Coroutine<Void> f() { return null; } }")
                .bytes("Program");
        assertThat(ConstantPool.scan(bytes, Dialect.HEDDLE)).isEqualTo(Interest.CANDIDATE);
    }
}
