package dev.heddle.javac;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.files.RunningJdk;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The class files of a compilation for the questions of the weaver: those it has written, those that were in the same folder
 * before, those it compiled against, and last the running JDK, in the order in which a class path that begins with the folder
 * would find them. Remembers what it was asked for. Confined to the thread of the compiler.
 */
final class VisibleClasses implements ClassBytes {
    private final CompilerFiles files;
    private final Map<String, WrittenClass> written = new HashMap<>();
    private final WrittenClass any;
    private final Map<String, Optional<byte[]>> found = new HashMap<>();

    VisibleClasses(CompilerFiles files, Collection<WrittenClass> classes) {
        this.files = files;
        this.any = classes.iterator().next();
        classes.forEach(type -> written.put(type.internalName(), type));
    }

    @Override
    public byte @Nullable [] find(String internalName) {
        Optional<byte[]> known = found.get(internalName);
        if (known == null) {
            known = Optional.ofNullable(search(internalName));
            found.put(internalName, known);
        }
        return known.orElse(null);
    }

    private byte @Nullable [] search(String internalName) {
        if (!internalName.startsWith("java/")) {
            WrittenClass type = written.getOrDefault(internalName, any.beside(internalName));
            try {
                byte[] output = files.read(type);
                byte[] seen = output == null ? CompilerFiles.read(files.input(internalName)) : output;
                if (seen != null) {
                    return seen;
                }
            } catch (IOException | IllegalArgumentException unreadable) {
                // a damaged one is as good as none: the weaver copes with classes it cannot find
            }
        }
        return RunningJdk.INSTANCE.find(internalName);
    }
}
