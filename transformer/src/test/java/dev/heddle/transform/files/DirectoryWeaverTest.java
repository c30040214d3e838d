package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaveResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Class files are texts here, and the weaver is one that understands these texts: see {@link #weaveText}. */
class DirectoryWeaverTest {
    private static final FileTime COMPILED = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    Path folder;

    private Path classes;
    private Path records;
    private Path ledger;

    /** What woven classes begin with. */
    private String word = "woven";

    @BeforeEach
    void directories() throws IOException {
        directories(folder);
    }

    private void directories(Path target) throws IOException {
        classes = Files.createDirectories(target.resolve("classes"));
        records = target.resolve("heddle/classes");
        ledger = records.resolve("ledger.txt");
    }

    @Test
    void aWovenClassAndItsFramesAreWrittenSideBySide() throws IOException {
        compile("shop/Store", "async buy sell");
        weave();
        assertThat(tree())
                .containsExactly(
                        "shop/Store$buy$Coroutine.class", "shop/Store$sell$Coroutine.class", "shop/Store.class");
        assertThat(text("shop/Store")).isEqualTo("woven Store$buy$Coroutine Store$sell$Coroutine");
    }

    @Test
    void classFilesKeepTheirModificationTime() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        assertThat(Files.getLastModifiedTime(file("shop/Store"))).isEqualTo(COMPILED);
        assertThat(Files.getLastModifiedTime(file("shop/Store$buy$Coroutine"))).isEqualTo(COMPILED);
    }

    @Test
    void aSecondRunWritesNothing() throws IOException {
        compile("shop/Store", "async buy");
        compile("shop/Plain", "plain");
        weave();
        List<Object> before = fileKeys();
        weave();
        assertThat(fileKeys()).isEqualTo(before);
    }

    @Test
    void aLedgerThatIsNoTextIsWrittenAnew() throws IOException {
        compile("shop/Store", "async buy");
        Files.createDirectories(ledger.getParent());
        Files.write(ledger, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        weave();
        assertThat(ledger).content().startsWith("class ");
    }

    @Test
    void nothingIsWrittenWhenOneClassIsRejected() throws IOException {
        compile("shop/Good", "async buy");
        compile("shop/Worse", "bad 7");
        compile("shop/Bad", "bad 9 3");
        DirectoryWeaver.Outcome outcome = weave();
        assertThat(outcome.refused())
                .extracting(DirectoryWeaverTest::place)
                .containsExactly("Bad:3", "Bad:9", "Worse:7");
        assertThat(tree()).containsExactly("shop/Bad.class", "shop/Good.class", "shop/Worse.class");
        assertThat(text("shop/Good")).isEqualTo("async buy");
        assertThat(ledger).doesNotExist();
    }

    @Test
    void nothingIsWrittenWhenWovenCodeDoesNotVerify() throws IOException {
        compile("shop/Good", "async buy");
        compile("shop/Odd", "async sell");
        OutputError bug = new OutputError("shop/Odd.sell()V", "plan", new byte[0], new IllegalStateException("why"));
        DirectoryWeaver weaver = new DirectoryWeaver(
                classes,
                records,
                classFile -> {
                    if (ownerOf(classFile).equals("Odd")) {
                        throw bug;
                    }
                    return weaveText(classFile);
                },
                DirectoryWeaver.Choices.all(""));

        assertThatThrownBy(weaver::weave).isSameAs(bug);
        assertThat(tree()).containsExactly("shop/Good.class", "shop/Odd.class");
        assertThat(text("shop/Good")).isEqualTo("async buy");
        assertThat(records).doesNotExist();
    }

    @Test
    void aLedgerThatSpeaksOfOtherFoldersDeletesNothingThere() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        String frame = Ledger.read(ledger).frames().firstKey();
        Path outside = Files.move(file(frame), folder.resolve("outside.class"));
        Files.writeString(ledger, Files.readString(ledger).replace(frame, "../outside"));
        Files.delete(file("shop/Store"));
        weave();
        assertThat(outside).exists();
    }

    @Test
    void framesOfADeletedClassAreRemoved() throws IOException {
        compile("shop/Store", "async buy");
        compile("shop/Bank", "async charge");
        weave();
        Files.delete(file("shop/Store"));
        weave();
        assertThat(tree()).containsExactly("shop/Bank$charge$Coroutine.class", "shop/Bank.class");
    }

    @Test
    void framesOfAClassCompiledAgainWithoutThemAreRemoved() throws IOException {
        compile("shop/Store", "async buy sell");
        weave();
        compile("shop/Store", "async sell");
        weave();
        assertThat(tree()).containsExactly("shop/Store$sell$Coroutine.class", "shop/Store.class");
        compile("shop/Store", "plain");
        weave();
        assertThat(tree()).containsExactly("shop/Store.class");
        assertThat(ledger).doesNotExist();
    }

    @Test
    void framesOfAWovenClassThatAnotherToolRewroteAreKept() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        Files.writeString(file("shop/Store"), "woven and instrumented Store$buy$Coroutine");
        weave();
        weave();
        assertThat(tree()).containsExactly("shop/Store$buy$Coroutine.class", "shop/Store.class");
    }

    @Test
    void aFileThatTookThePlaceOfAnOrphanIsKept() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        Files.delete(file("shop/Store"));
        compile("shop/Store$buy$Coroutine", "written by hand");
        weave();
        assertThat(tree()).containsExactly("shop/Store$buy$Coroutine.class");
    }

    @Test
    void aWovenClassThatLostAFrameIsWovenAgain() throws IOException {
        compile("shop/Store", "async buy sell");
        weave();
        Files.delete(file("shop/Store$buy$Coroutine"));
        assertThat(weave().plans()).containsOnlyKeys("shop/Store");
        assertThat(tree())
                .containsExactly(
                        "shop/Store$buy$Coroutine.class", "shop/Store$sell$Coroutine.class", "shop/Store.class");
    }

    @Test
    void itIsAnErrorIfNobodyHasKeptTheClassAsItWasCompiled() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        Files.delete(file("shop/Store$buy$Coroutine"));
        Files.delete(records.resolve("compiled/shop/Store.class"));
        assertThat(weave().refused())
                .singleElement()
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                        error[H011]: a woven class lacks a part: the frame class `shop.Store$buy$Coroutine` is missing
                          --> shop/Store.class in Store
                           = note: the class file was woven by an earlier run, so it cannot be woven again
                           = help: compile the class again, for example after `mvn clean`"""));
    }

    @Test
    void otherSettingsWeaveAgainWhatWasCompiled() throws IOException {
        compile("shop/Store", "async buy");
        weave(choices("first"));
        assertThat(text("shop/Store")).isEqualTo("woven Store$buy$Coroutine");
        assertThat(weave(choices("second")).plans()).containsOnlyKeys("shop/Store");
        assertThat(text("shop/Store")).isEqualTo("woven Store$buy$Coroutine");
        assertThat(Files.getLastModifiedTime(file("shop/Store"))).isEqualTo(COMPILED);
        assertThat(weave(choices("second")).plans()).isEmpty();
    }

    @Test
    void aWovenClassThatIsNoLongerSelectedIsAgainAsItWasCompiled() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        weave(new DirectoryWeaver.Choices(name -> false, "settings", Tolerance.WARNINGS, Progress.NONE));
        assertThat(tree()).containsExactly("shop/Store.class");
        assertThat(text("shop/Store")).isEqualTo("async buy");
        assertThat(ledger).doesNotExist();
    }

    @Test
    void aClassThatWasCompiledAgainIsWovenFromTheNewFile() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        compile("shop/Store", "async sell");
        weave();
        weave(choices("others"));
        assertThat(text("shop/Store")).isEqualTo("woven Store$sell$Coroutine");
        assertThat(tree()).containsExactly("shop/Store$sell$Coroutine.class", "shop/Store.class");
    }

    @Test
    void whereErrorsAreToleratedTheOtherClassesAreWoven() throws IOException {
        compile("shop/Good", "async buy");
        compile("shop/Bad", "bad 9");
        DirectoryWeaver.Outcome outcome =
                weave(new DirectoryWeaver.Choices(name -> true, "settings", Tolerance.ERRORS, Progress.NONE));
        assertThat(outcome.refused()).isEmpty();
        assertThat(outcome.diagnostics()).hasSize(1);
        assertThat(tree()).containsExactly("shop/Bad.class", "shop/Good$buy$Coroutine.class", "shop/Good.class");
        assertThat(text("shop/Bad")).isEqualTo("bad 9");
    }

    @Test
    void whereNothingIsToleratedAWarningStopsAll() throws IOException {
        compile("shop/Good", "async buy");
        compile("shop/Odd", "odd 9");
        DirectoryWeaver.Outcome outcome =
                weave(new DirectoryWeaver.Choices(name -> true, "settings", Tolerance.NOTHING, Progress.NONE));
        assertThat(outcome.refused()).extracting(DirectoryWeaverTest::place).containsExactly("Odd:9");
        assertThat(text("shop/Good")).isEqualTo("async buy");
        assertThat(weave().refused()).isEmpty();
        assertThat(text("shop/Good")).startsWith("woven");
    }

    @Test
    void progressCountsTheClasses() throws IOException {
        compile("shop/Bank", "plain");
        compile("shop/Store", "plain");
        List<String> told = new ArrayList<>();
        weave(new DirectoryWeaver.Choices(
                name -> true, "settings", Tolerance.WARNINGS, (classes, all) -> told.add(classes + " of " + all)));
        assertThat(told).containsExactly("0 of 2", "1 of 2");
    }

    /** Whatever was the last thing that an interrupted run has written, the next one comes to what it would have come to. */
    @Test
    void aRunThatIsInterruptedAnywhereIsCompletedByTheNext() throws IOException {
        int writes = 0;
        boolean interrupted = true;
        while (interrupted) {
            directories(folder.resolve("interrupted" + writes));
            word = "woven";
            compile("shop/Bank", "async charge");
            compile("shop/Gone", "async leave");
            compile("shop/Store", "async buy sell");
            weave(choices("first"));
            word = "rewoven";
            Files.delete(file("shop/Gone"));
            compile("shop/Bank", "async charge refund");
            compile("shop/Till", "async open");
            interrupted = isInterrupted(writes++);
            weave(choices("second"));
            assertThat(tree())
                    .as("interrupted at write " + writes)
                    .containsExactly(
                            "shop/Bank$charge$Coroutine.class",
                            "shop/Bank$refund$Coroutine.class",
                            "shop/Bank.class",
                            "shop/Store$buy$Coroutine.class",
                            "shop/Store$sell$Coroutine.class",
                            "shop/Store.class",
                            "shop/Till$open$Coroutine.class",
                            "shop/Till.class");
            assertThat(List.of(text("shop/Bank"), text("shop/Store"), text("shop/Till")))
                    .as("interrupted at write " + writes)
                    .allMatch(text -> text.startsWith("rewoven "));
            assertThat(weave(choices("second")).plans()).isEmpty();
        }
        assertThat(writes).isGreaterThan(10);
    }

    @Test
    void aClassThatIsNoLongerSelectedIsAsItWasCompiledAfterAnInterruptionToo() throws IOException {
        DirectoryWeaver.Choices none =
                new DirectoryWeaver.Choices(name -> false, "settings", Tolerance.WARNINGS, Progress.NONE);
        int writes = 0;
        boolean interrupted = true;
        while (interrupted) {
            directories(folder.resolve("interrupted" + writes));
            compile("shop/Store", "async buy");
            weave();
            interrupted = isInterrupted(none, writes++);
            weave(none);
            assertThat(tree()).as("interrupted at write " + writes).containsExactly("shop/Store.class");
            assertThat(text("shop/Store")).isEqualTo("async buy");
        }
    }

    /** Whether a run with the second settings is ended by the death of its process at a write, which leaves half a file. */
    private boolean isInterrupted(int write) throws IOException {
        return isInterrupted(choices("second"), write);
    }

    private boolean isInterrupted(DirectoryWeaver.Choices choices, int write) throws IOException {
        Replacing dying = new Replacing() {
            private int left = write;

            @Override
            void write(Path file, byte[] bytes, FileTime modified) throws IOException {
                if (left-- == 0) {
                    Files.createDirectories(file.getParent());
                    Files.write(file.resolveSibling(file.getFileName() + ".heddle"), new byte[bytes.length / 2]);
                    throw new Death();
                }
                super.write(file, bytes, modified);
            }

            @Override
            void delete(Path file) throws IOException {
                if (left-- == 0) {
                    throw new Death();
                }
                super.delete(file);
            }
        };
        try {
            new DirectoryWeaver(classes, records, this::weaveText, choices, dying).weave();
            return false;
        } catch (Death death) {
            return true;
        }
    }

    /** The end of the process. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void classesOfOtherReleasesHaveTheirFramesBesideThem() throws IOException {
        compile("META-INF/versions/22/shop/Store", "async buy");
        weave();
        assertThat(tree())
                .containsExactly(
                        "META-INF/versions/22/shop/Store$buy$Coroutine.class", "META-INF/versions/22/shop/Store.class");
    }

    @Test
    void classesThatAreNotSelectedStayAsTheyAre() throws IOException {
        compile("shop/Store", "async buy");
        weave(new DirectoryWeaver.Choices(
                name -> !name.equals("shop/Store"), "settings", Tolerance.WARNINGS, Progress.NONE));
        assertThat(text("shop/Store")).isEqualTo("async buy");
    }

    @Test
    void classesOfOtherReleasesAreSelectedByTheirNamesToo() throws IOException {
        compile("META-INF/versions/22/shop/Store", "async buy");
        weave(new DirectoryWeaver.Choices(
                name -> !name.equals("shop/Store"), "settings", Tolerance.WARNINGS, Progress.NONE));
        assertThat(text("META-INF/versions/22/shop/Store")).isEqualTo("async buy");
    }

    @Test
    void moduleDescriptorsAndOtherFilesAreLeftAlone() throws IOException {
        compile("module-info", "async never");
        Files.writeString(classes.resolve("notes.txt"), "async never");
        DirectoryWeaver.Outcome outcome = weave();
        assertThat(outcome.classes()).isZero();
        assertThat(tree()).containsExactly("module-info.class", "notes.txt");
    }

    @Test
    void aDirectoryThatDoesNotExistHasNoClasses() throws IOException {
        Files.delete(classes);
        assertThat(weave().classes()).isZero();
    }

    @Test
    void aFailureOfTheWeaverNamesTheFile() throws IOException {
        compile("shop/Broken", "explode");
        assertThatThrownBy(this::weave).hasMessageContaining("shop/Broken.class");
    }

    @Test
    void plansAreThoseOfTheClassesWovenNow() throws IOException {
        compile("shop/Store", "async buy");
        compile("shop/Plain", "plain");
        assertThat(weave().plans()).containsExactly(Map.entry("shop/Store", "plan of buy"));
        assertThat(weave().plans()).isEmpty();
    }

    private DirectoryWeaver.Outcome weave() throws IOException {
        return weave(choices("settings"));
    }

    private DirectoryWeaver.Outcome weave(DirectoryWeaver.Choices choices) throws IOException {
        return new DirectoryWeaver(classes, records, this::weaveText, choices).weave();
    }

    private static DirectoryWeaver.Choices choices(String settings) {
        return DirectoryWeaver.Choices.all(settings);
    }

    /**
     * {@code async a b} becomes a woven class with the frames of methods a and b; {@code bad 7} is rejected with an error
     * at line 7; {@code odd 7} stays, with a warning; {@code explode} throws; all else stays.
     */
    private WeaveResult weaveText(byte[] classFile) {
        String[] words = new String(classFile, StandardCharsets.UTF_8).split(" ");
        String owner = ownerOf(classFile);
        switch (words[0]) {
            case "async" -> {
                SortedMap<String, byte[]> frames = new TreeMap<>();
                StringBuilder woven = new StringBuilder(word);
                for (String method : List.of(words).subList(1, words.length)) {
                    String frame = owner + "$" + method + "$Coroutine";
                    frames.put("any/package/" + frame, ("frame of " + method).getBytes(StandardCharsets.UTF_8));
                    woven.append(' ').append(frame);
                }
                byte[] bytes = woven.toString().getBytes(StandardCharsets.UTF_8);
                return new WeaveResult.Woven(bytes, frames, "plan of " + words[1], List.of());
            }
            case "bad" -> {
                return new WeaveResult.Rejected(Stream.of(words)
                        .skip(1)
                        .map(line -> finding(Diagnostic.Severity.ERROR, owner, line))
                        .toList());
            }
            case "odd" -> {
                return new WeaveResult.Unchanged(List.of(finding(Diagnostic.Severity.WARNING, owner, words[1])));
            }
            case "explode" -> throw new IllegalArgumentException("no class file");
            default -> {
                return WeaveResult.Unchanged.INSTANCE;
            }
        }
    }

    private static Diagnostic finding(Diagnostic.Severity severity, String owner, String line) {
        Diagnostic.Place place = new Diagnostic.Place(owner, Integer.parseInt(line), "m()");
        return new Diagnostic(severity, "H001", "bad", place, List.of(), null);
    }

    /** A text does not tell its class, so the file that holds exactly these bytes does. */
    private String ownerOf(byte[] classFile) {
        return Stream.of(classes, records.resolve("compiled"))
                .flatMap(root -> tree(root).stream().map(root::resolve))
                .filter(file ->
                        file.toString().endsWith(".class") && content(file).equals(new String(classFile)))
                .map(file -> withoutSuffix(file.getFileName().toString()))
                .findFirst()
                .orElseThrow();
    }

    private void compile(String name, String text) throws IOException {
        Files.createDirectories(file(name).getParent());
        Files.writeString(file(name), text);
        Files.setLastModifiedTime(file(name), COMPILED);
    }

    private Path file(String name) {
        return classes.resolve(name + ".class");
    }

    private String text(String name) {
        return content(file(name));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutSuffix(String name) {
        return name.substring(0, name.length() - ".class".length());
    }

    private static String place(Diagnostic diagnostic) {
        return diagnostic.place().file() + ":" + diagnostic.place().line();
    }

    private List<String> tree() {
        return tree(classes);
    }

    private static List<String> tree(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The identity of every file, ledger included: a file that is written again is another one. */
    private List<Object> fileKeys() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .<Object>map(file -> {
                        try {
                            return file
                                    + " "
                                    + Files.readAttributes(file, BasicFileAttributes.class)
                                            .fileKey()
                                    + " "
                                    + Files.getLastModifiedTime(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
