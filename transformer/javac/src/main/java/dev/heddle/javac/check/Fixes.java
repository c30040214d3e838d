package dev.heddle.javac.check;

import dev.heddle.javac.check.Fix.Edit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.JavaFileObject;

/** The fixes of what a compilation has found, for those who asked for them. Confined to the thread of the compiler. */
public final class Fixes {
    private final SortedMap<String, Patch> byFile = new TreeMap<>();

    /** All fixes as a patch of the sources; empty if there are none. */
    public String patch() {
        StringBuilder patch = new StringBuilder();
        byFile.forEach((file, changes) -> patch.append(changes.render(file)));
        return patch.toString();
    }

    void add(Finding finding, Code code) {
        JavaFileObject file = code.unit().getSourceFile();
        try {
            String text = file.getCharContent(true).toString();
            List<Edit> edits = finding.fix().edits(new SourceText(text, code.spans(), code));
            byFile.computeIfAbsent(nameOf(file), name -> new Patch(text)).add(edits);
        } catch (NoSuchElementException | IOException notInTheSource) {
            return; // made by another plugin, or the source is gone: then it cannot be changed
        }
    }

    /** From where the compiler runs, if the file is below that. */
    private static String nameOf(JavaFileObject file) {
        Path here = Path.of("").toAbsolutePath();
        Path path = here.resolve(file.getName()).normalize();
        return path.startsWith(here) ? here.relativize(path).toString().replace('\\', '/') : file.getName();
    }
}
