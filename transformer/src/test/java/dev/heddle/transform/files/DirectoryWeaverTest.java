package dev.heddle.transform.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.WeaveResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
    private Path ledger;

    @BeforeEach
    void directories() throws IOException {
        classes = Files.createDirectories(folder.resolve("classes"));
        ledger = folder.resolve("heddle/classes.woven");
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
        assertThat(outcome.errors())
                .extracting(DirectoryWeaverTest::place)
                .containsExactly("Bad:3", "Bad:9", "Worse:7");
        assertThat(tree()).containsExactly("shop/Bad.class", "shop/Good.class", "shop/Worse.class");
        assertThat(text("shop/Good")).isEqualTo("async buy");
        assertThat(ledger).doesNotExist();
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
    void aWovenClassThatLostAFrameIsAnError() throws IOException {
        compile("shop/Store", "async buy");
        weave();
        Files.delete(file("shop/Store$buy$Coroutine"));
        assertThat(weave().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.render()).isEqualTo("""
                        error[H011]: a woven class lacks a part: the frame class `shop.Store$buy$Coroutine` is missing
                          --> shop/Store.class in Store
                           = note: the class file was woven by an earlier run, so it cannot be woven again
                           = help: compile the class again, for example after `mvn clean`"""));
    }

    @Test
    void anInterruptedRunIsCompletedByTheNext() throws IOException {
        compile("shop/Bank", "async charge");
        compile("shop/Store", "async buy");
        weave();
        compile("shop/Store", "async buy");
        Files.delete(file("shop/Store$buy$Coroutine"));
        weave();
        assertThat(tree())
                .containsExactly(
                        "shop/Bank$charge$Coroutine.class",
                        "shop/Bank.class",
                        "shop/Store$buy$Coroutine.class",
                        "shop/Store.class");
        assertThat(text("shop/Store")).startsWith("woven");
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
        new DirectoryWeaver(classes, ledger, name -> !name.equals("shop/Store"), this::weaveText).weave();
        assertThat(text("shop/Store")).isEqualTo("async buy");
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
        return new DirectoryWeaver(classes, ledger, name -> true, this::weaveText).weave();
    }

    /**
     * {@code async a b} becomes a woven class with the frames of methods a and b; {@code bad 7} is rejected with an error
     * at line 7; {@code explode} throws; all else stays.
     */
    private WeaveResult weaveText(byte[] classFile) {
        String[] words = new String(classFile, StandardCharsets.UTF_8).split(" ");
        String owner = ownerOf(classFile);
        switch (words[0]) {
            case "async" -> {
                SortedMap<String, byte[]> frames = new TreeMap<>();
                StringBuilder woven = new StringBuilder("woven");
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
                        .map(line -> new Diagnostic(
                                Diagnostic.Severity.ERROR,
                                "H001",
                                "bad",
                                new Diagnostic.Place(owner, Integer.parseInt(line), "m()"),
                                List.of(),
                                null))
                        .toList());
            }
            case "explode" -> throw new IllegalArgumentException("no class file");
            default -> {
                return WeaveResult.Unchanged.INSTANCE;
            }
        }
    }

    /** A text does not tell its class, so the file that holds exactly these bytes does. */
    private String ownerOf(byte[] classFile) {
        return tree().stream()
                .filter(name ->
                        name.endsWith(".class") && text(withoutSuffix(name)).equals(new String(classFile)))
                .map(name -> withoutSuffix(name).substring(name.lastIndexOf('/') + 1))
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
        try {
            return Files.readString(file(name));
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
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString())
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
