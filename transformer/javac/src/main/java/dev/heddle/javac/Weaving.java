package dev.heddle.javac;

import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.emit.Stamp;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.JavaFileObject;

/**
 * Weaves the classes that a compilation has written. All are read and woven before the first is replaced, so that none sees
 * another one half done. Where one cannot be woven, all classes of its source are deleted, as javac itself leaves none behind of
 * a source with errors: the next build would find them newer than the source and take them as they are. Used once.
 */
final class Weaving {
    private final CompilerFiles files;
    private final Weaver weaver;
    private final Collection<WrittenClass> classes;
    private final List<WrittenClass> earlierFrames;
    private final Rules rules;
    private final Messages messages;

    /** Sources of which a class cannot be woven. */
    private final Set<JavaFileObject> spoilt = new HashSet<>();

    /**
     * To weave {@code classes}, of which there is at least one.
     *
     * @param ways how files may be found; it is the first that finds the classes, or the last
     * @param earlierFrames frame classes that may be there and not be needed any more
     */
    Weaving(
            List<CompilerFiles> ways,
            WeaverOptions options,
            Collection<WrittenClass> classes,
            List<WrittenClass> earlierFrames,
            Rules rules,
            Messages messages) {
        this.files = ways.stream()
                .filter(way -> canRead(way, classes.iterator().next()))
                .findFirst()
                .orElse(ways.get(ways.size() - 1));
        this.classes = classes;
        this.earlierFrames = earlierFrames;
        this.rules = rules;
        this.messages = messages;
        this.weaver = new Weaver(new VisibleClasses(files, classes), options, new CompiledSources(classes));
    }

    private static boolean canRead(CompilerFiles way, WrittenClass type) {
        try {
            return way.read(type) != null;
        } catch (IOException | RuntimeException unreadable) {
            return false;
        }
    }

    /** Weaves all that can be woven. */
    void run() {
        Map<WrittenClass, WeaveResult> results = new LinkedHashMap<>();
        for (WrittenClass type : classes) {
            attempt(type, () -> results.put(type, weave(type)));
        }
        results.forEach((type, result) -> {
            result.diagnostics().stream()
                    .filter(diagnostic -> !rules.haveSaid(diagnostic, type))
                    .forEach(diagnostic -> messages.print(diagnostic, type));
            if (result instanceof WeaveResult.Rejected) {
                spoilt.add(type.source());
            }
        });
        Set<String> needed = new HashSet<>();
        results.forEach((type, result) -> {
            if (result instanceof WeaveResult.Woven woven && !spoilt.contains(type.source())) {
                attempt(type, () -> replace(type, woven));
                woven.frames().keySet().forEach(frame -> needed.add(frame.replace('/', '.')));
            }
        });
        classes.stream().filter(type -> spoilt.contains(type.source())).forEach(this::delete);
        classes.forEach(type -> needed.add(type.name()));
        earlierFrames.stream().filter(frame -> !needed.contains(frame.name())).forEach(this::deleteFrame);
    }

    private WeaveResult weave(WrittenClass type) throws IOException {
        byte[] classFile = files.read(type);
        if (classFile == null) {
            throw new FileNotFoundException("the compiler does not give its class file back");
        }
        return weaver.weave(classFile);
    }

    /** Writes frames first: a woven class that is there is never without them. */
    private void replace(WrittenClass type, WeaveResult.Woven woven) throws IOException {
        for (Map.Entry<String, byte[]> frame : woven.frames().entrySet()) {
            files.add(type.beside(frame.getKey()), frame.getValue());
        }
        files.replace(type, woven.classFile());
    }

    /** What may fail for one class without harm to the others. */
    private interface Step {
        void take() throws IOException;
    }

    private void attempt(WrittenClass type, Step step) {
        try {
            step.take();
        } catch (OutputError bug) {
            fail(type, dumped(bug));
        } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
            fail(type, "heddle: `" + type.name() + "` was not woven: " + e);
        }
    }

    private void fail(WrittenClass type, String text) {
        messages.error(text, type.source());
        spoilt.add(type.source());
    }

    private void delete(WrittenClass type) {
        try {
            files.delete(type);
        } catch (IOException | RuntimeException undeletable) {
            messages.error("heddle: an unwoven class is left: " + undeletable, type.source());
        }
    }

    /** One without our stamp is somebody else's. */
    private void deleteFrame(WrittenClass frame) {
        try {
            byte[] classFile = files.read(frame);
            if (classFile != null && Stamp.of(classFile) != null) {
                files.delete(frame);
            }
        } catch (IOException | RuntimeException unreadable) {
            return; // it does no harm: no class needs it
        }
    }

    private static String dumped(OutputError bug) {
        try {
            return bug.dump(Files.createTempDirectory("heddle"));
        } catch (IOException unwritable) {
            return bug.getMessage() + "\n" + bug.plan();
        }
    }
}
