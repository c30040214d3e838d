package dev.heddle.transform.files;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.emit.Stamp;
import dev.heddle.transform.parse.ClassFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks for code that is not woven, or only in part, among the class files of a folder or a jar. A class is not woven where
 * weaving it would change or refuse it. Confined to one thread; used once.
 */
public final class Verification {
    private final Path place;
    private final Predicate<String> selected;
    private final Weaver weaver;
    private final List<Diagnostic> findings = new ArrayList<>();

    /** Name with suffix to stamp. */
    private final Map<String, Stamp> stamps = new TreeMap<>();

    private final Set<String> frames = new HashSet<>();
    private int classes;

    private Verification(Path place, Predicate<String> selected, Weaver weaver) {
        this.place = place;
        this.selected = selected;
        this.weaver = weaver;
    }

    /**
     * What was found.
     *
     * @param findings by file; warnings among them do no harm when the code runs
     * @param classes how many class files were looked at
     */
    public record Outcome(List<Diagnostic> findings, int classes) {
        /** Those for which the code will fail. */
        public List<Diagnostic> errors() {
            return findings.stream().filter(Diagnostic::isError).toList();
        }
    }

    /**
     * Looks at all class files of a folder or jar.
     *
     * @param selected which classes should be woven, by their names with slashes
     * @param weaver with the options that the code was woven with, and a class path that begins with {@code place}
     * @throws ArchiveException if a jar is damaged or hostile
     */
    public static Outcome of(Path place, Predicate<String> selected, Weaver weaver) throws IOException {
        Verification verification = new Verification(place, selected, weaver);
        ClassFiles.visit(place, verification::read);
        verification.compare();
        return new Outcome(
                verification.findings.stream()
                        .sorted((left, right) ->
                                left.place().file().compareTo(right.place().file()))
                        .toList(),
                verification.classes);
    }

    private void read(String name, byte[] classFile) throws IOException {
        classes++;
        if (!selected.test(ClassFiles.className(ClassFiles.withoutSuffix(name)))) {
            return;
        }
        try {
            WeaveResult result = weaver.weave(classFile);
            if (!(result instanceof WeaveResult.Unchanged)) {
                findings.add(notWoven(name, result));
            } else {
                readStamp(name, classFile);
            }
        } catch (OutputError bug) {
            throw bug;
        } catch (RuntimeException e) {
            throw new IllegalStateException("cannot verify `" + file(name) + "`: " + e.getMessage(), e);
        }
    }

    private void readStamp(String name, byte[] classFile) {
        Stamp stamp = Stamp.of(classFile);
        if (stamp != null) {
            stamps.put(name, stamp);
            if (RuntimeAbi.FRAME.equals(ClassFile.superName(classFile))) {
                frames.add(name);
            }
        }
    }

    private void compare() {
        Set<String> orphans = new HashSet<>(frames);
        stamps.forEach((name, stamp) -> {
            if (!stamp.version().equals(Weaver.version()) && !frames.contains(name)) {
                findings.add(WovenParts.otherVersion(at(name), stamp));
            }
            for (String frame : stamp.frames()) {
                String file = ClassFiles.beside(name, frame);
                Stamp found = stamps.get(file);
                orphans.remove(file);
                if (found == null || !found.isOfSameWeaving(stamp)) {
                    findings.add(WovenParts.lacks(at(name), frame, found == null ? "missing" : "of another weaving"));
                }
            }
        });
        orphans.forEach(name -> findings.add(WovenParts.orphan(at(name))));
    }

    /** Named by its file: what cannot be woven need not be a class file. */
    private Diagnostic notWoven(String name, WeaveResult result) {
        List<String> notes = result instanceof WeaveResult.Rejected rejected
                ? rejected.diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .map(reason -> "it cannot be woven as it is: " + reason.code() + ", " + reason.message())
                        .distinct()
                        .toList()
                : List.of("its `await` would throw `NotWovenError`");
        return new Diagnostic(
                Diagnostic.Severity.ERROR,
                "H009",
                "`" + ClassFiles.className(ClassFiles.withoutSuffix(name)).replace('/', '.') + "` is not woven",
                at(name),
                notes,
                "weave it in the build that compiles it");
    }

    private Diagnostic.Place at(String name) {
        String simple = ClassFiles.withoutSuffix(name.substring(name.lastIndexOf('/') + 1));
        return new Diagnostic.Place(file(name), 0, simple);
    }

    private String file(String name) {
        return place.getFileName() + (place.toFile().isDirectory() ? "/" : "!/") + name;
    }
}
