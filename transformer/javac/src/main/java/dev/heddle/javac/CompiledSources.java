package dev.heddle.javac;

import dev.heddle.transform.SourceFiles;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** The sources of a compilation, as its classes name them. Confined to the thread of the compiler. */
final class CompiledSources implements SourceFiles {
    private final Map<String, JavaFileObject> files = new HashMap<>();
    private final Map<String, List<String>> lines = new HashMap<>();

    CompiledSources(Collection<WrittenClass> classes) {
        for (WrittenClass type : classes) {
            String path = type.source().getName().replace('\\', '/');
            String folder =
                    type.packageName().isEmpty() ? "" : type.packageName().replace('.', '/') + "/";
            files.put(folder + path.substring(path.lastIndexOf('/') + 1), type.source());
        }
    }

    @Override
    public List<String> lines(String file) {
        return lines.computeIfAbsent(file, name -> read(files.get(name)));
    }

    private static List<String> read(@Nullable JavaFileObject source) {
        try {
            return source == null
                    ? List.of()
                    : source.getCharContent(true).toString().lines().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
