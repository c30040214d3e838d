package dev.heddle.migrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All sources of a project, as they are compiled together. Immutable.
 *
 * @param candidates those that may be rewritten
 * @param others those that are only read, generated ones for example
 * @param classPath what all of them are compiled against, the runtime of Heddle included
 * @param options of javac, for example {@code --release 17}
 */
public record SourceTree(
        List<SourceFile> candidates, List<SourceFile> others, List<Path> classPath, List<String> options) {
    /** Keeps copies. */
    public SourceTree {
        candidates = List.copyOf(candidates);
        others = List.copyOf(others);
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }

    /** The same with other texts for some of the candidates. */
    SourceTree with(Map<Path, String> texts) {
        List<SourceFile> changed = new ArrayList<>();
        for (SourceFile file : candidates) {
            String text = texts.get(file.path());
            changed.add(text == null ? file : file.with(text));
        }
        return new SourceTree(changed, others, classPath, options);
    }
}
