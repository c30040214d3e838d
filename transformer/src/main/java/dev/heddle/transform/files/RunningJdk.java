package dev.heddle.transform.files;

import dev.heddle.transform.ClassBytes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The class files of the JDK that runs this code, read from its run-time image. All modules of the image are seen,
 * exported or not. Any thread.
 */
public final class RunningJdk implements ClassBytes {
    /** The only one: there is one running JDK. */
    public static final RunningJdk INSTANCE = new RunningJdk();

    private final FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));

    /** Package name, with slashes, to the directories of the modules that have it. */
    private final Map<String, List<Path>> packages = new ConcurrentHashMap<>();

    private RunningJdk() {}

    @Override
    public byte @Nullable [] find(String internalName) {
        int slash = internalName.lastIndexOf('/');
        if (slash < 0) {
            return null;
        }
        try {
            for (Path module : modulesWith(internalName.substring(0, slash))) {
                Path file = module.resolve(internalName + ".class");
                if (Files.exists(file)) {
                    return Files.readAllBytes(file);
                }
            }
        } catch (IOException unreadable) {
            return null;
        }
        return null;
    }

    private List<Path> modulesWith(String packageName) throws IOException {
        List<Path> known = packages.get(packageName);
        if (known != null) {
            return known;
        }
        List<Path> modules = new ArrayList<>();
        Path links = image.getPath("/packages", packageName.replace('/', '.'));
        try (DirectoryStream<Path> names = Files.newDirectoryStream(links)) {
            for (Path name : names) {
                modules.add(image.getPath("/modules", name.getFileName().toString()));
            }
        } catch (NoSuchFileException notInTheImage) {
            return List.of();
        }
        packages.put(packageName, modules);
        return modules;
    }
}
