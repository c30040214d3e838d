package dev.heddle.proof.suite;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Libraries that suspend everywhere pass their own tests, two at a time. {@code -Dheddle.seed=N} chooses the places.
 */
@Tag("proof")
@Execution(ExecutionMode.CONCURRENT)
class LibrariesTest {
    /** They ask for all methods that the class declares, by reflection; woven, the class declares more. */
    private static final String ASKING_FOR_ALL_METHODS =
            ".*(StringUtilsTest.*:testStringUtilsCharSequenceContract|FauxveridesTest.*:testImmutable\\w+)\\(.*";

    /**
     * They replace a method of a final class by a mock, and expect its caller to meet the mock. The caller awaits the body of the
     * method instead: nothing can override it, the class file says.
     */
    private static final String MOCKING_FINAL_CLASSES =
            ".*(ResourceBundle|UrlDecoder|UrlEncoder)StringLookupTest.*:testExceptionGettingString\\(.*";

    /** They call all methods of a class with nulls, by reflection; those that weaving adds may suspend before they look. */
    private static final String PASSING_NULLS_BY_REFLECTION =
            ".*:test(NullPointer(s|Exceptions|Static|Instance)|Nulls|NullParameters|Iterables_nullCheck)\\(.*";

    /** Tests of hosts that can be reached in one run and not in the next. */
    private static final String ASKING_THE_INTERNET = ".*#(testHttpScheme|testDnsLookupAddress)";

    /** Tests that are known to fail; and those that print each number up to a million, or megabytes of random text. */
    private static final String FAILING_OR_SOAK_TESTS = ".*\\.failing\\..*"
            + "|.*ToDecimalTest#(randomNumberTests|testInts|testLongs)|.*StringGenerationTest#testLongerRandomMultiChunk";

    /**
     * Classes of tests of Guava that make over 20,000 each, more than 600,000 in all: every test of a collection for every
     * combination of its features; the 200,000 of the other classes are of the same collections. And tests of random or all
     * combinations of ranges, which take minutes.
     */
    private static final String GENERATED_OR_SOAK_TESTS =
            ".*\\.(MapsCollection|TreeMultiset|ImmutableSortedMap|TreeMultimapNatural|MultimapsCollection"
                    + "|SynchronizedNavigableMap|ForwardingNavigableMap|ForwardingSortedMultiset|MultisetsCollection"
                    + "|ImmutableSortedMultiset|ConcurrentHashMultisetBasher|ImmutableRangeMap|TreeRangeMap|TreeRangeSet)Test";

    @Test
    void commonsCodec() throws Exception {
        passesItsOwnTests(Suites.of("commons-codec", ".*Test", ".*\\.bm\\..*"));
    }

    @Test
    void commonsLang() throws Exception {
        Everywhere.assertPassesItsOwnTests(Suites.of("commons-lang3"), ASKING_FOR_ALL_METHODS);
    }

    @Test
    void commonsText() throws Exception {
        Everywhere.assertPassesItsOwnTests(
                Suites.of("commons-text", ".*Test", ASKING_THE_INTERNET), MOCKING_FINAL_CLASSES);
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
        Everywhere.assertPassesItsOwnTests(
                Suites.compiled(
                        "guava",
                        archive,
                        ".*collect\\.[^.]*Test",
                        GENERATED_OR_SOAK_TESTS,
                        List.of("guava-tests/test"),
                        List.of()),
                PASSING_NULLS_BY_REFLECTION + "|" + ASKING_FOR_ALL_METHODS);
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
                FAILING_OR_SOAK_TESTS,
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
                ".*Test",
                "",
                List.of(
                        "asm-test/src/main/java",
                        "asm/src/test/java",
                        "asm-tree/src/test/java",
                        "asm-analysis/src/test/java",
                        "asm-commons/src/test/java",
                        "asm-util/src/test/java"),
                List.of(
                        "asm-test/src/main/resources",
                        "asm/src/test/resources",
                        "asm-analysis/src/test/resources",
                        "asm-commons/src/test/resources",
                        "asm-util/src/test/resources")));
    }

    private static void passesItsOwnTests(Suite suite) throws Exception {
        Everywhere.assertPassesItsOwnTests(suite, "");
    }
}
