package dev.heddle.transform.loading;

import static dev.heddle.transform.HostileNames.DOT;
import static dev.heddle.transform.HostileNames.NUL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Fixture;
import dev.heddle.transform.HostileNames;
import dev.heddle.transform.NewerJava;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What loaders, other threads and debuggers may do to the agent; no class is defined here but noted. */
class WeavingTransformerTest {
    private static final long PATIENCE = 60_000;
    private static final Fixture PROGRAM = Fixture.compile("""
            class Program {
                @Async static Coroutine<Integer> f(CompletableFuture<Integer> a) { return done(await(a) + 1); }
            }
            class Another {
                @Async static Coroutine<Integer> g(CompletableFuture<Integer> a) { return done(await(a) + 2); }
            }
            class Plain { int x = 1; }
            class Base { @Async Coroutine<Integer> h() { return done(1); } }
            class Heir extends Base { @Async Coroutine<Integer> g() { return done(await(h()) + 2); } }
            """);

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final List<String> defined = new ArrayList<>();
    private ClassDefiner definer = (loader, name, classFile, domain) -> defined.add(name);

    private final WeavingTransformer transformer = new WeavingTransformer(
            WeaverOptions.DEFAULT,
            (loader, name, classFile, domain) -> definer.define(loader, name, classFile, domain),
            new PrintStream(messages, true, StandardCharsets.UTF_8));

    private final ClassLoader loader = new Loader();

    @Test
    void aClassWithoutAsyncMethodsIsLeftAlone() {
        assertThat(load("Plain")).isNull();
        assertThat(load("Program")).isNotNull();
        assertThat(defined).containsExactly("Program$f$Coroutine");
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aClassThatItsLoaderDefinesWithoutANameIsWoven() {
        byte[] woven = transformer.transform(loader, null, null, null, PROGRAM.bytes("Program"));
        assertThat(woven).isNotNull().isEqualTo(transformer.transform(new Loader(), "Program", null, null, file()));
        assertThat(transformer.transform(loader, null, null, null, PROGRAM.bytes("Plain")))
                .isNull();
    }

    @Test
    void classesOfTheJdksOwnLoadersAreLeftAlone() {
        assertThat(transformer.transform(null, "Program", null, null, file())).isNull();
        assertThat(transformer.transform(ClassLoader.getPlatformClassLoader(), "Program", null, null, file()))
                .isNull();
    }

    @Test
    void aLoaderThatFailsToGiveResourcesDoesNotKeepItsClassesFromBeingWoven() {
        for (Throwable failure : List.of(new IllegalStateException("no"), new NoClassDefFoundError("no"))) {
            Loader failing = new Loader() {
                @Override
                public @Nullable InputStream getResourceAsStream(String name) {
                    throw Loader.<RuntimeException>unchecked(failure);
                }
            };
            assertThat(transformer.transform(failing, "Program", null, null, file()))
                    .isNotNull();
        }
    }

    /** One thread defines a class by itself while another has the loader's lock, for which the first one waits then. */
    @Test
    void definingAFrameDoesNotWaitForAnotherFrame() {
        List<Object> other = new ArrayList<>();
        definer = (target, name, classFile, domain) -> {
            if (name.startsWith("Program")) {
                other.add(inAnotherThread(() -> other.add(load("Another"))));
            }
        };
        assertThat(load("Program")).isNotNull();
        assertThat(other).hasSize(2).doesNotContainNull();
    }

    @Test
    void ofTwoThreadsThatDefineTheSameClassBothFindItsFrames() {
        List<Object> other = new ArrayList<>();
        definer = (target, name, classFile, domain) -> {
            defined.add(name);
            if (defined.size() == 1) {
                inAnotherThread(() -> other.add(load("Program")));
                throw new LinkageError("attempted duplicate class definition");
            }
        };
        byte[] woven = load("Program");
        assertThat(woven).isNotNull();
        assertThat(other).containsExactly(woven);
        assertThat(defined).hasSize(2);
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFrameThatCannotBeDefinedLeavesItsOwnerUnwovenAndIsTriedAgain() {
        definer = (target, name, classFile, domain) -> {
            throw new LinkageError("attempted duplicate class definition");
        };
        assertThat(load("Program")).isNull();
        definer = (target, name, classFile, domain) -> {
            throw new NoClassDefFoundError("dev/heddle/coroutine/Frame");
        };
        assertThat(load("Program")).isNull();
        definer = (target, name, classFile, domain) -> defined.add(name);
        assertThat(load("Program")).isNotNull();
        assertThat(defined).hasSize(1);
    }

    /** As the list of the agent says, and once more beside it, since a package may begin with the same letters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "java",
                "javax",
                "jdk",
                "sun",
                "com/sun",
                "dev/heddle/transform",
                "com/intellij/rt",
                "io/opentelemetry/javaagent",
                "net/bytebuddy",
                "org/aspectj/weaver",
                "org/jacoco/agent"
            })
    void classesOfTheJdkAndOfToolsInsideOfProgramsAreLeftAlone(String place) {
        for (String name : List.of(place + "/Program", place + "/deeper/Program")) {
            byte[] classFile = HostileNames.renamed(file(), "Program", name);
            assertThat(transformer.transform(loader, name, null, null, classFile))
                    .isNull();
            assertThat(transformer.transform(loader, null, null, null, classFile))
                    .isNull();
        }
        assertThat(defined).isEmpty();
        for (String name : List.of(place + "like/Program", "other/" + place + "/Program")) {
            assertThat(transformer.transform(loader, name, null, null, HostileNames.renamed(file(), "Program", name)))
                    .isNotNull();
            assertThat(defined).contains(name + "$f$Coroutine");
        }
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void noLoaderIsAskedForANameThatIsNone() {
        List<String> asked = new ArrayList<>();
        Loader listening = new Loader() {
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                asked.add(name);
                return null;
            }
        };
        for (String name : List.of("../x", DOT + DOT + "/x", "/x", "a\\x", "x" + NUL, "jdk/x" + NUL, "a\nx")) {
            transformer.transform(
                    listening, "Heir", null, null, HostileNames.renamed(PROGRAM.bytes("Heir"), "Base", name));
        }
        assertThat(asked).isNotEmpty().allMatch(FileNames::isBelow);
        transformer.transform(listening, "Heir", null, null, PROGRAM.bytes("Heir"));
        assertThat(asked).contains("Base.class");
    }

    @Test
    void aClassWithANameThatIsNoneIsReportedAndLeftAlone() {
        for (String name : List.of("../x", DOT + DOT + "/y", "/x", "a\\x", "x" + NUL, "a\u001b(31m", "x".repeat(300))) {
            messages.reset();
            byte[] classFile = HostileNames.renamed(file(), "Program", name);
            assertThat(transformer.transform(loader, null, null, null, classFile))
                    .isNull();
            assertThat(messages.toString(StandardCharsets.UTF_8))
                    .containsPattern("^error\\[H01[46]\\]: ")
                    .contains("was not woven; its `await` will throw NotWovenError")
                    .doesNotContain("\u001b");
        }
        assertThat(defined).isEmpty();
    }

    /** As all classes of a program may be, on a Java that came later than this weaver. */
    @Test
    void classFilesThatAreTooNewToBeReadAreLeftAloneAndTheReasonIsToldOnce() {
        for (String name : List.of("Plain", "Program", "Another", "Base", "Heir", "Program")) {
            byte[] tooNew = tooNew(name, NewerJava.VERSION);
            assertThat(transformer.transform(loader, name, null, null, tooNew)).isNull();
            assertThat(transformer.transform(new Loader(), name, null, null, tooNew))
                    .isNull();
            assertThat(transformer.transform(loader, null, null, null, tooNew)).isNull();
        }
        assertThat(defined).isEmpty();
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("""
                error[H014]: the class file is of a newer Java than this version of Heddle knows
                  --> Plain.class
                   = note: it has version 99, and the newest one that is known is %d
                   = note: there is no constant with tag 21
                   = help: use a newer version of Heddle, or compile the class for an older Java, with `--release`; a \
                class that is not to be woven can be excluded
                heddle: `Plain` was not woven, nor is any other class file of version 99 that cannot be read; their \
                `await` will throw NotWovenError
                """.formatted(ClassFile.NEWEST));
    }

    @Test
    void aClassFileThatIsTooNewAndHasNoNameIsLeftAloneAndTold() {
        assertThat(transformer.transform(loader, null, null, null, tooNew("Program", NewerJava.VERSION)))
                .isNull();
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "error[H014]: the class file is of a newer Java than this version of Heddle knows\n   = note")
                .contains("heddle: `a class without a name` was not woven, nor is any other");
    }

    @Test
    void eachVersionThatIsTooNewIsToldOfAndDamageInEachClass() {
        for (String name : List.of("Program", "Another")) {
            for (int version : new int[] {NewerJava.VERSION, NewerJava.VERSION + 1, ClassFile.NEWEST}) {
                assertThat(transformer.transform(loader, name, null, null, tooNew(name, version)))
                        .isNull();
            }
        }
        assertThat(messages.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("heddle: ")))
                .containsExactly(
                        "heddle: `Program` was not woven, nor is any other class file of version 99 that cannot be read;"
                                + " their `await` will throw NotWovenError",
                        "heddle: `Program` was not woven, nor is any other class file of version 100 that cannot be read;"
                                + " their `await` will throw NotWovenError",
                        "heddle: `Program` was not woven; its `await` will throw NotWovenError",
                        "heddle: `Another` was not woven; its `await` will throw NotWovenError");
    }

    @Test
    void whatIsOnlyNewIsWovenBesideWhatIsTooNew() {
        assertThat(transformer.transform(loader, "Another", null, null, tooNew("Another", NewerJava.VERSION)))
                .isNull();
        messages.reset();
        byte[] onlyNew = file().clone();
        onlyNew[7] = NewerJava.VERSION;
        assertThat(transformer.transform(loader, "Program", null, null, onlyNew))
                .isNotNull();
        assertThat(defined).containsExactly("Program$f$Coroutine");
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    /** Nothing in them can be known, but who defines them. */
    @Test
    void nothingIsToldOfClassesOfTheJdkThatAreTooNew() {
        byte[] tooNew = tooNew("Plain", NewerJava.VERSION);
        for (String name : List.of("java/lang/New", "javax/New", "jdk/internal/New", "sun/misc/New", "com/sun/New")) {
            assertThat(transformer.transform(loader, name, null, null, tooNew)).isNull();
        }
        assertThat(transformer.transform(null, "org/xml/sax/New", null, null, tooNew))
                .isNull();
        assertThat(transformer.transform(ClassLoader.getPlatformClassLoader(), "org/xml/sax/New", null, null, tooNew))
                .isNull();
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aMethodThatIsTooLargeAfterWeavingIsReportedAndLeftAlone() {
        Fixture large = Fixture.compile("class Large { @Async static Coroutine<Long> large(CompletionStage<Long> stage)"
                + " { long sum = 0;\n" + "sum += await(stage) + sum / 3;\n".repeat(2520) + "return done(sum); } }");

        assertThat(transformer.transform(loader, "Large", null, null, large.bytes("Large")))
                .isNull();
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .startsWith("error[H008]: method is too large after weaving: ")
                .contains("heddle: `Large` was not woven; its `await` will throw NotWovenError");
        assertThat(defined).isEmpty();
    }

    /** What defines the frames is the one part of the weaving that can be replaced here, so that is what fails. */
    @Test
    void wovenCodeThatDoesNotVerifyIsReportedOnceAndItsClassIsLeftAlone() throws IOException {
        definer = (target, name, classFile, domain) -> {
            throw new OutputError("Program.f()V", "the plan", classFile, new IllegalStateException("local 0"));
        };
        assertThat(load("Program")).isNull();
        assertThat(load("Program")).isNull();
        String text = messages.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .startsWith("internal error[H900]: the code woven for Program.f()V does not verify: local 0\n")
                .containsOnlyOnce("= help: please report it with these files")
                .containsOnlyOnce("heddle: `Program` was not woven, it runs as it is");
        Matcher dumps =
                Pattern.compile("the plan is in (.+), the bytecode in (.+)").matcher(text);
        assertThat(dumps.find()).isTrue();
        for (Path file : List.of(Path.of(dumps.group(1)), Path.of(dumps.group(2)))) {
            assertThat(file).isNotEmptyFile();
            Files.delete(file);
        }
        Files.delete(Path.of(dumps.group(1)).getParent());
    }

    @Test
    void whatIsLoadedUnwovenIsRedefinedUnwoven() {
        assertThat(transformer.transform(loader, "Program", Object.class, null, file()))
                .isNull();
        assertThat(defined).isEmpty();
    }

    @Test
    void whatIsLoadedWovenIsRedefinedWoven() {
        byte[] woven = load("Program");
        assertThat(transformer.transform(loader, "Program", Object.class, null, file()))
                .isEqualTo(woven);
        assertThat(defined).hasSize(1);
    }

    @Test
    void loadersThatEqualEachOtherHaveFramesOfTheirOwn() {
        for (int i = 0; i < 2; i++) {
            assertThat(transformer.transform(new EqualLoader(), "Program", null, null, file()))
                    .isNotNull();
        }
        assertThat(defined).hasSize(2);
    }

    @Test
    void theSameFailureIsToldOnce() {
        definer = (target, name, classFile, domain) -> {
            throw new IllegalStateException("failure " + new Object());
        };
        assertThat(load("Program")).isNull();
        assertThat(transformer.transform(new Loader(), "Program", null, null, file()))
                .isNull();
        assertThat(messages.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("heddle: weaving `Program` failed, it runs unwoven: java.lang.IllegalStateException");
    }

    @Test
    void noFailureOfTheWeaverReachesTheProgram() {
        definer = (target, name, classFile, domain) -> {
            throw new StackOverflowError();
        };
        assertThat(load("Program")).isNull();
    }

    private byte @Nullable [] load(String name) {
        return transformer.transform(loader, name, null, null, PROGRAM.bytes(name));
    }

    private static byte[] tooNew(String name, int version) {
        return NewerJava.withConstant(PROGRAM.bytes(name), NewerJava.TAG, version);
    }

    private static byte[] file() {
        return PROGRAM.bytes("Program");
    }

    private static Thread.State inAnotherThread(Runnable action) {
        Thread thread = new Thread(action);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.getState()).isEqualTo(Thread.State.TERMINATED);
        return thread.getState();
    }

    private static class Loader extends ClassLoader {
        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return null;
        }

        @SuppressWarnings("unchecked")
        static <T extends Throwable> T unchecked(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    private static final class EqualLoader extends Loader {
        @Override
        public boolean equals(Object other) {
            return other instanceof EqualLoader;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
