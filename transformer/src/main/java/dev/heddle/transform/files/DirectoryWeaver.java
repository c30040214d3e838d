package dev.heddle.transform.files;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.check.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Weaves the class files of a directory in place. Everything is decided before the first file is written, and nothing is
 * written when one class cannot be woven. A class file keeps its modification time, so that compilers that compare times
 * still see which source is newer.
 *
 * <p>A ledger beside the directory remembers the woven classes. By it, frame classes are removed when their owner is gone
 * or has been compiled again without them, and an owner that lacks its frames is found. Files are written in this order,
 * so that an interrupted run is completed by the next one: ledger, then for each class its frames and last the class.
 *
 * <p>Not for use by two threads or builds on one directory at the same time.
 */
public final class DirectoryWeaver {
    private static final String SUFFIX = ".class";

    private final Path directory;
    private final Path ledgerFile;
    private final Predicate<String> selected;
    private final Function<byte[], WeaveResult> weaver;

    /**
     * A weaver of {@code directory}.
     *
     * @param ledgerFile where the woven classes are remembered; not below {@code directory}
     * @param selected which classes to weave, by their path without {@code .class}, for example {@code shop/Store}
     * @param weaver weaves one class file
     */
    public DirectoryWeaver(
            Path directory, Path ledgerFile, Predicate<String> selected, Function<byte[], WeaveResult> weaver) {
        this.directory = directory;
        this.ledgerFile = ledgerFile;
        this.selected = selected;
        this.weaver = weaver;
    }

    /**
     * What weaving a directory came to.
     *
     * @param diagnostics of all classes, by place; when one is an error, nothing was written
     * @param plans name of each class that was woven now to the plan of what was done
     * @param classes how many class files were looked at
     */
    public record Outcome(List<Diagnostic> diagnostics, SortedMap<String, String> plans, int classes) {
        /** Those that stop the build. */
        public List<Diagnostic> errors() {
            return diagnostics.stream().filter(Diagnostic::isError).toList();
        }
    }

    /** Weaves what is not woven yet. */
    public Outcome weave() throws IOException {
        Ledger before = Ledger.read(ledgerFile);
        List<String> names = classNames();
        List<Diagnostic> diagnostics = new ArrayList<>();
        SortedMap<String, WeaveResult.Woven> woven = new TreeMap<>();
        SortedMap<String, Ledger.Entry> after = new TreeMap<>();
        for (String name : names) {
            byte[] classFile = ClassFiles.read(file(name));
            WeaveResult result = selected.test(name) ? weave(name, classFile) : WeaveResult.Unchanged.INSTANCE;
            if (result instanceof WeaveResult.Rejected rejected) {
                rejected.diagnostics().forEach(diagnostic -> diagnostics.add(diagnostic.in(name + SUFFIX)));
            } else if (result instanceof WeaveResult.Woven changed) {
                diagnostics.addAll(changed.diagnostics());
                woven.put(name, changed);
                after.put(name, entry(name, changed));
            } else {
                diagnostics.addAll(((WeaveResult.Unchanged) result).diagnostics());
                Ledger.Entry kept = before.entry(name).neededBy(classFile);
                if (!kept.frames().isEmpty()) {
                    diagnostics.addAll(missingFrames(name, kept));
                    after.put(name, kept);
                }
            }
        }
        diagnostics.sort(BY_PLACE);
        Outcome outcome = new Outcome(List.copyOf(diagnostics), plans(woven), names.size());
        if (outcome.errors().isEmpty()) {
            Ledger ledger = new Ledger(after);
            removeOrphans(before, ledger);
            write(ledger);
            for (Map.Entry<String, WeaveResult.Woven> each : woven.entrySet()) {
                write(each.getKey(), each.getValue());
            }
        }
        return outcome;
    }

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic diagnostic) -> diagnostic.place().file())
            .thenComparing(diagnostic -> diagnostic.place().line())
            .thenComparing(diagnostic -> diagnostic.place().method())
            .thenComparing(Diagnostic::code)
            .thenComparing(Diagnostic::message);

    private WeaveResult weave(String name, byte[] classFile) {
        try {
            return weaver.apply(classFile);
        } catch (OutputError bug) {
            throw bug;
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot weave " + file(name) + ": " + e.getMessage(), e);
        }
    }

    /** The names of all class files, sorted. */
    private List<String> classNames() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        return ClassFiles.below(directory).stream()
                .map(ClassFiles::withoutSuffix)
                .toList();
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    /** A frame stands beside its owner, also where that is below {@code META-INF/versions}. */
    private static String frameName(String owner, String internalName) {
        return owner.substring(0, owner.lastIndexOf('/') + 1)
                + internalName.substring(internalName.lastIndexOf('/') + 1);
    }

    private static Ledger.Entry entry(String name, WeaveResult.Woven woven) {
        SortedMap<String, String> frames = new TreeMap<>();
        woven.frames().forEach((frame, bytes) -> frames.put(frameName(name, frame), Ledger.hash(bytes)));
        return new Ledger.Entry(Ledger.hash(woven.classFile()), frames);
    }

    private List<Diagnostic> missingFrames(String name, Ledger.Entry entry) {
        return entry.frames().keySet().stream()
                .filter(frame -> !Files.exists(file(frame)))
                .map(frame -> new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        Rule.FRAME_MISSING.code(),
                        "a woven class lacks a part: the frame class `" + frame.replace('/', '.') + "` is missing",
                        new Diagnostic.Place(name + SUFFIX, 0, name.substring(name.lastIndexOf('/') + 1)),
                        List.of("the class file was woven by an earlier run, so it cannot be woven again"),
                        "compile the class again, for example after `mvn clean`"))
                .toList();
    }

    private static SortedMap<String, String> plans(SortedMap<String, WeaveResult.Woven> woven) {
        SortedMap<String, String> plans = new TreeMap<>();
        woven.forEach((name, result) -> plans.put(name, result.plan()));
        return plans;
    }

    /** Deletes the frames that belonged to a class before and to none now, unless someone else has replaced the file. */
    private void removeOrphans(Ledger before, Ledger after) throws IOException {
        SortedMap<String, String> needed = after.frames();
        for (Map.Entry<String, String> frame : before.frames().entrySet()) {
            Path file = file(frame.getKey());
            if (!needed.containsKey(frame.getKey())
                    && Files.exists(file)
                    && Ledger.hash(Files.readAllBytes(file)).equals(frame.getValue())) {
                Files.delete(file);
            }
        }
    }

    private void write(Ledger ledger) throws IOException {
        byte[] text = ledger.text().getBytes(StandardCharsets.UTF_8);
        if (ledger.classes().isEmpty()) {
            Files.deleteIfExists(ledgerFile);
        } else if (!Files.exists(ledgerFile) || !Arrays.equals(Files.readAllBytes(ledgerFile), text)) {
            Files.createDirectories(ledgerFile.toAbsolutePath().getParent());
            replace(ledgerFile, text, FileTime.from(Instant.now()));
        }
    }

    private void write(String name, WeaveResult.Woven woven) throws IOException {
        FileTime compiled = Files.getLastModifiedTime(file(name));
        for (Map.Entry<String, byte[]> frame : woven.frames().entrySet()) {
            replace(file(frameName(name, frame.getKey())), frame.getValue(), compiled);
        }
        replace(file(name), woven.classFile(), compiled);
    }

    /** Puts new bytes in the place of a file in one step, so that nobody ever reads half of them. */
    private static void replace(Path file, byte[] bytes, FileTime modified) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".heddle");
        try {
            Files.write(beside, bytes);
            Files.setLastModifiedTime(beside, modified);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
