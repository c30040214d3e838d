package dev.heddle.transform.files;

import dev.heddle.transform.ClassBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Classes as they were before they were woven, by their path without {@code .class}. Immutable. */
public final class CompiledClasses implements ClassBytes {
    private final Path folder;

    private CompiledClasses(Path folder) {
        this.folder = folder;
    }

    /** Those that {@link DirectoryWeaver} has kept in its records; none where there are no records. */
    public static CompiledClasses keptIn(Path records) {
        return new CompiledClasses(Records.folderOfCompiled(records));
    }

    @Override
    public byte @Nullable [] find(String name) {
        Path kept = folder.resolve(name + ".class");
        try {
            return Files.isRegularFile(kept) ? ClassFiles.read(kept) : null;
        } catch (IOException unreadable) {
            return null;
        }
    }
}
