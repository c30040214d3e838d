package dev.heddle.transform;

import static dev.heddle.transform.HostileNames.DOT;
import static dev.heddle.transform.HostileNames.HALF;
import static dev.heddle.transform.HostileNames.NUL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.parse.FileNames;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in class files that could lead to other files: of the class, of its superclass, of what it calls, of methods. */
class HostileNamesTest {
    private static final Fixture PROGRAM = Fixture.compile("""
            class Zuper { @Async Coroutine<Integer> size() { return done(1); } }
            class Zother implements AsyncCloseable { public void close() {} }
            class Program extends Zuper {
                @Async Coroutine<Integer> zmethod(CompletableFuture<Integer> x, Zother other) {
                    other.close();
                    return done(await(x) + await(size()));
                }
            }
            """);

    private final List<String> asked = new ArrayList<>();
    private final Weaver weaver = new Weaver(name -> {
        asked.add(name);
        return PROGRAM.classPath().find(name);
    });

    /** What no virtual machine takes for the name of a class (JVMS 4.2.1), in the bytes of the class file. */
    static List<String> impossible() {
        return List.of(
                "../../x",
                "..",
                ".",
                "a/../../x",
                "/etc/x",
                "/",
                "a//x",
                "a/",
                "..\\x",
                DOT + DOT + "/" + DOT + DOT + "/x",
                "a/" + DOT + "./x",
                DOT);
    }

    /** What is a name of a class, and of no file that may be looked for. */
    static List<String> possible() {
        return List.of("\\x", "a\\x", "C:/x", "x" + NUL, NUL + "/x", "a\u001b(31m", "a\nx", "x" + HALF, HALF + "/x");
    }

    @Test
    void superclassAndOwnersOfCallsAreLookedUp() {
        assertThat(weaver.weave(PROGRAM.bytes("Program"))).isInstanceOf(WeaveResult.Woven.class);
        assertThat(asked).contains("Zuper", "Zother");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void aClassFileWithANameThatIsNoneIsNoClassFile(String name) {
        for (String word : List.of("Zuper", "Zother", "Program")) {
            assertThat(messages(word, name))
                    .singleElement()
                    .asString()
                    .startsWith("error[H014]: not a valid class file\n")
                    .containsAnyOf("a class cannot be called `", "there is no type `");
        }
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("possible")
    void aClassThatNoFileCanHaveTheNameOfIsUnknown(String name) {
        for (String word : List.of("Zuper", "Zother")) {
            assertThat(weaver.weave(HostileNames.renamed(PROGRAM.bytes("Program"), word, name)))
                    .isInstanceOf(WeaveResult.Woven.class);
        }
        assertThat(asked).allMatch(FileNames::isBelow);
    }

    @ParameterizedTest
    @MethodSource("possible")
    void aClassOfSuchANameIsNotWoven(String name) {
        assertThat(messages("Program", name))
                .singleElement()
                .asString()
                .startsWith("error[H016]: the frame class of this method would be called `")
                .contains("`, which no file can have for a name\n")
                .contains("\n   = help: rename the method or its class");
        assertThat(asked).allMatch(FileNames::isBelow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\x", "a\\x", "x" + NUL, "a\nx", "x" + HALF})
    void aMethodOfSuchANameIsNotWoven(String name) {
        assertThat(messages("zmethod", name)).singleElement().asString().startsWith("error[H016]: ");
        assertThat(asked).allMatch(FileNames::isBelow);
    }

    @Test
    void aVeryLongNameIsOneOfAClassThatIsNotThere() {
        for (String word : List.of("Zuper", "Zother")) {
            for (String name : List.of("x".repeat(60_000), "x/".repeat(30_000) + "x")) {
                assertThat(weaver.weave(HostileNames.renamed(PROGRAM.bytes("Program"), word, name)))
                        .isInstanceOf(WeaveResult.Woven.class);
            }
        }
    }

    @Test
    void aMethodWithANameThatIsTooLongForAFileIsNotWoven() {
        int most = 248 - "Program$$Coroutine.class".length();

        assertThat(weaver.weave(HostileNames.renamed(PROGRAM.bytes("Program"), "zmethod", "x".repeat(most))))
                .isInstanceOf(WeaveResult.Woven.class);
        assertThat(messages("zmethod", "x".repeat(most + 1)))
                .singleElement()
                .asString()
                .startsWith("error[H016]: the frame class of this method would have a file name of 249 bytes,"
                        + " 1 over the limit\n");
        for (String word : List.of("zmethod", "Program")) {
            assertThat(messages(word, "x".repeat(65_000)))
                    .singleElement()
                    .asString()
                    .startsWith("error[H016]: ");
        }
    }

    @Test
    void aClassWhoseNameLeavesNoRoomInTheDescriptorsOfItsFramesIsNotWoven() {
        int most = 65_535 - 255 - "$zmethod$Coroutine".length();

        assertThat(weaver.weave(HostileNames.renamed(PROGRAM.bytes("Program"), "Program", inPackages(most))))
                .isInstanceOf(WeaveResult.Woven.class);
        assertThat(messages("Program", inPackages(most + 2)))
                .singleElement()
                .asString()
                .startsWith("error[H016]: the frame class of this method would have a name of 65282 bytes,"
                        + " 2 over the limit\n");
    }

    /** A name of so many characters, which is even, with no part too long for a file. */
    private static String inPackages(int length) {
        return "x/".repeat(length / 2 - 1) + "yy";
    }

    private List<String> messages(String word, String name) {
        WeaveResult result = weaver.weave(HostileNames.renamed(PROGRAM.bytes("Program"), word, name));
        assertThat(result).as(name).isInstanceOf(WeaveResult.Rejected.class);
        return result.diagnostics().stream().map(Diagnostic::render).toList();
    }
}
