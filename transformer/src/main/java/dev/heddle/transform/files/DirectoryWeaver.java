package dev.heddle.transform.files;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.emit.Stamp;
import dev.heddle.transform.parse.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the class files of a directory in place. Everything is decided before the first file is written, and nothing is
 * written when more is found than is tolerated. A class file keeps its modification time, so that compilers that compare
 * times still see which source is newer.
 *
 * <p>Records beside the directory remember the woven classes, and each as it was compiled. A class that is as the last run
 * left it is not looked at again, unless it lacks a frame or was woven with other settings: then it is woven again from what
 * was compiled. Frame classes are removed when their owner is gone or has been compiled again without them. Files are
 * written in this order, so that an interrupted run is completed by the next one: records, then for each class its frames
 * and last the class, and at the end the note in the records that all has been done.
 *
 * <p>Not for use by two threads or builds on one directory at the same time.
 */
public final class DirectoryWeaver {
    private static final String SUFFIX = ".class";

    private final Path directory;
    private final Records records;
    private final Function<byte[], WeaveResult> weaver;
    private final Choices choices;
    private final Replacing files;

    /**
     * What can be chosen about weaving a directory.
     *
     * @param selected which classes to weave, by their names with slashes, for example {@code shop/Store}
     * @param settings all that the result depends on besides class files, as a text; a class that was woven with others is
     *     woven again
     * @param tolerance what may be found
     * @param progress is told how far it is
     */
    public record Choices(Predicate<String> selected, String settings, Tolerance tolerance, Progress progress) {
        /** All classes, by a weaver with these settings. */
        public static Choices all(String settings) {
            return new Choices(name -> true, settings, Tolerance.WARNINGS, Progress.NONE);
        }
    }

    /**
     * A weaver of {@code directory}.
     *
     * @param records the folder where the woven classes are remembered; not below {@code directory}
     * @param weaver weaves one class file
     */
    public DirectoryWeaver(Path directory, Path records, Function<byte[], WeaveResult> weaver, Choices choices) {
        this(directory, records, weaver, choices, new Replacing());
    }

    DirectoryWeaver(
            Path directory, Path records, Function<byte[], WeaveResult> weaver, Choices choices, Replacing files) {
        this.directory = directory;
        this.records = new Records(records, files);
        this.weaver = weaver;
        this.choices = choices;
        this.files = files;
    }

    /**
     * What weaving a directory came to.
     *
     * @param diagnostics of all classes, by place
     * @param refused those of them that are not tolerated; where there is one, nothing was written
     * @param plans name of each class that was woven now to the plan of what was done
     * @param classes how many class files were looked at
     */
    public record Outcome(
            List<Diagnostic> diagnostics, List<Diagnostic> refused, SortedMap<String, String> plans, int classes) {}

    /** Weaves what is not woven yet, or not as chosen. */
    public Outcome weave() throws IOException {
        List<String> names = classNames();
        Pass pass = new Pass(names, records.ledger(), records.interrupted());
        for (int i = 0; i < names.size(); i++) {
            choices.progress().at(i, names.size());
            pass.look(names.get(i));
        }
        pass.diagnostics.sort(Diagnostic.BY_PLACE);
        List<Diagnostic> refused = choices.tolerance().refused(pass.diagnostics);
        if (refused.isEmpty()) {
            pass.write();
        }
        return new Outcome(List.copyOf(pass.diagnostics), refused, pass.plans, names.size());
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

    private boolean isSelected(String name) {
        return choices.selected().test(ClassFiles.className(name));
    }

    /** A frame stands beside its owner, also where that is below {@code META-INF/versions}. */
    private static String frameName(String owner, String internalName) {
        return owner.substring(0, owner.lastIndexOf('/') + 1)
                + internalName.substring(internalName.lastIndexOf('/') + 1);
    }

    /** What a class file is to become: with its frames, by name. */
    private record Change(byte[] classFile, SortedMap<String, byte[]> frames) {
        /** Back to what was compiled. */
        static Change to(byte[] compiled) {
            return new Change(compiled, new TreeMap<>());
        }

        static Change to(String name, WeaveResult.Woven woven) {
            SortedMap<String, byte[]> frames = new TreeMap<>();
            woven.frames().forEach((frame, bytes) -> frames.put(frameName(name, frame), bytes));
            return new Change(woven.classFile(), frames);
        }

        Ledger.Entry entry(byte[] compiled, String settings) {
            SortedMap<String, String> hashes = new TreeMap<>();
            frames.forEach((frame, bytes) -> hashes.put(frame, Ledger.hash(bytes)));
            return new Ledger.Entry(Ledger.hash(classFile), Ledger.hash(compiled), settings, hashes);
        }
    }

    /** One run: all classes are looked at before the first is written. */
    private final class Pass {
        private final Set<String> there;
        private final Ledger before;
        private final Ledger interrupted;
        private final SortedMap<String, String> framesBefore;
        private final String settings = Ledger.hash(choices.settings().getBytes(StandardCharsets.UTF_8));
        private final List<Diagnostic> diagnostics = new ArrayList<>();
        private final SortedMap<String, String> plans = new TreeMap<>();
        private final SortedMap<String, Change> changes = new TreeMap<>();
        private final Map<String, byte[]> compiled = new HashMap<>();
        private final SortedMap<String, Ledger.Entry> after = new TreeMap<>();

        Pass(Collection<String> names, Ledger before, Ledger interrupted) {
            this.there = new HashSet<>(names);
            this.before = before;
            this.interrupted = interrupted;
            this.framesBefore = before.frames();
        }

        void look(String name) throws IOException {
            byte[] found = ClassFiles.read(file(name));
            Ledger.Entry known = known(name);
            String hash = Ledger.hash(found);
            if (known == null) {
                if (!hash.equals(framesBefore.get(name))) {
                    weave(name, found);
                }
                return;
            }
            if (before.wrote(name, hash) && isUpToDate(name, known)) {
                after.put(name, known);
                return;
            }
            byte[] asCompiled = before.wrote(name, hash) || interrupted.wrote(name, hash)
                    ? records.compiled(name, known.compiled())
                    : null;
            if (asCompiled == null) {
                weave(name, found);
            } else {
                weaveAgain(name, asCompiled, known);
            }
        }

        private Ledger.@Nullable Entry known(String name) {
            Ledger.Entry entry = before.classes().get(name);
            return entry == null ? interrupted.classes().get(name) : entry;
        }

        private boolean isUpToDate(String name, Ledger.Entry known) {
            return isSelected(name)
                    && known.settings().equals(settings)
                    && there.containsAll(known.frames().keySet());
        }

        /** A class file that is as the compiler or some other tool left it. */
        private void weave(String name, byte[] found) {
            WeaveResult result = result(name, found);
            if (result instanceof WeaveResult.Woven woven) {
                change(name, found, woven);
            } else if (result instanceof WeaveResult.Unchanged) {
                keep(name, found);
            }
        }

        /** A class that an earlier run wove. */
        private void weaveAgain(String name, byte[] asCompiled, Ledger.Entry known) {
            WeaveResult result = result(name, asCompiled);
            if (result instanceof WeaveResult.Woven woven) {
                change(name, asCompiled, woven);
            } else if (result instanceof WeaveResult.Unchanged) {
                changes.put(name, Change.to(asCompiled));
            } else {
                after.put(name, known);
            }
        }

        private WeaveResult result(String name, byte[] classFile) {
            if (!isSelected(name)) {
                return WeaveResult.Unchanged.INSTANCE;
            }
            WeaveResult result = apply(name, classFile);
            if (result instanceof WeaveResult.Woven woven) {
                diagnostics.addAll(woven.diagnostics());
            } else if (result instanceof WeaveResult.Unchanged unchanged) {
                diagnostics.addAll(unchanged.diagnostics());
            } else {
                ((WeaveResult.Rejected) result)
                        .diagnostics()
                        .forEach(diagnostic -> diagnostics.add(diagnostic.in(name + SUFFIX)));
            }
            return result;
        }

        private WeaveResult apply(String name, byte[] classFile) {
            try {
                return weaver.apply(classFile);
            } catch (OutputError bug) {
                throw bug;
            } catch (RuntimeException e) {
                throw new IllegalStateException("cannot weave " + file(name) + ": " + e.getMessage(), e);
            }
        }

        private void change(String name, byte[] asCompiled, WeaveResult.Woven woven) {
            Change change = Change.to(name, woven);
            changes.put(name, change);
            compiled.put(name, asCompiled);
            after.put(name, change.entry(asCompiled, settings));
            plans.put(name, woven.plan());
        }

        /** What is not woven here may have been woven before, and have been rewritten since, or woven by someone else. */
        private void keep(String name, byte[] found) {
            Ledger.Entry known = known(name);
            Ledger.Entry kept = known == null ? null : known.neededBy(found);
            if (kept != null && !kept.frames().isEmpty()) {
                after.put(name, kept);
                findMissing(name, kept.frames().keySet());
                return;
            }
            Stamp stamp = Ledger.mentions(found, Names.STAMP) ? Stamp.of(found) : null;
            if (stamp != null) {
                if (!stamp.version().equals(Weaver.version())) {
                    diagnostics.add(WovenParts.otherVersion(place(name), stamp));
                }
                findMissing(
                        name,
                        stamp.frames().stream()
                                .map(frame -> frameName(name, frame))
                                .toList());
            }
        }

        private void findMissing(String name, Iterable<String> frames) {
            for (String frame : frames) {
                if (!there.contains(frame)) {
                    diagnostics.add(WovenParts.missing(place(name), frame));
                }
            }
        }

        private Diagnostic.Place place(String name) {
            return new Diagnostic.Place(name + SUFFIX, 0, name.substring(name.lastIndexOf('/') + 1));
        }

        void write() throws IOException {
            Ledger ledger = new Ledger(after);
            if (changes.isEmpty() && ledger.equals(before) && !records.wasInterrupted()) {
                return;
            }
            if (records.wasInterrupted()) {
                files.deleteLeftovers(directory);
            }
            records.begin(ledger, compiled);
            removeOrphans(interrupted, ledger);
            removeOrphans(before, ledger);
            for (Map.Entry<String, Change> each : changes.entrySet()) {
                write(each.getKey(), each.getValue());
            }
            records.end(ledger);
        }

        /** Deletes the frames that belonged to a class and now to none, unless someone else has replaced the file. */
        private void removeOrphans(Ledger earlier, Ledger ledger) throws IOException {
            SortedMap<String, String> needed = ledger.frames();
            for (Map.Entry<String, String> frame : earlier.frames().entrySet()) {
                Path file = file(frame.getKey());
                if (!needed.containsKey(frame.getKey())
                        && Files.exists(file)
                        && Ledger.hash(Files.readAllBytes(file)).equals(frame.getValue())) {
                    files.delete(file);
                }
            }
        }

        private void write(String name, Change change) throws IOException {
            FileTime modified = Files.getLastModifiedTime(file(name));
            for (Map.Entry<String, byte[]> frame : change.frames().entrySet()) {
                files.write(file(frame.getKey()), frame.getValue(), modified);
            }
            files.write(file(name), change.classFile(), modified);
        }
    }
}
