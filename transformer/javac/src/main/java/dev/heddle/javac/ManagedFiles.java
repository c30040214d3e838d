package dev.heddle.javac;

import java.io.IOException;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileManager.Location;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Files by way of the file manager of the compilation, which the compiler itself uses. */
final class ManagedFiles implements CompilerFiles {
    private final JavaFileManager manager;

    ManagedFiles(JavaFileManager manager) {
        this.manager = manager;
    }

    /** Others than the standard ones may make a new, empty file each time they are asked for one to write. */
    @Override
    public @Nullable FileObject output(WrittenClass type) throws IOException {
        return manager instanceof StandardJavaFileManager
                ? replacement(type)
                : manager.getJavaFileForInput(place(type), type.name(), JavaFileObject.Kind.CLASS);
    }

    @Override
    public FileObject replacement(WrittenClass type) throws IOException {
        return manager.getJavaFileForOutput(place(type), type.name(), JavaFileObject.Kind.CLASS, type.source());
    }

    @Override
    public @Nullable FileObject input(String internalName) throws IOException {
        String name = internalName.replace('/', '.');
        FileObject found = find(StandardLocation.CLASS_PATH, name);
        if (found == null && manager.hasLocation(StandardLocation.MODULE_PATH)) {
            for (Set<Location> modules : manager.listLocationsForModules(StandardLocation.MODULE_PATH)) {
                for (Location module : modules) {
                    found = found == null ? find(module, name) : found;
                }
            }
        }
        return found;
    }

    private @Nullable FileObject find(Location location, String name) throws IOException {
        return manager.getJavaFileForInput(location, name, JavaFileObject.Kind.CLASS);
    }

    private Location place(WrittenClass type) throws IOException {
        return manager.hasLocation(StandardLocation.MODULE_SOURCE_PATH)
                ? manager.getLocationForModule(StandardLocation.CLASS_OUTPUT, type.module())
                : StandardLocation.CLASS_OUTPUT;
    }
}
