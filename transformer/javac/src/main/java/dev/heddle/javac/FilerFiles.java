package dev.heddle.javac;

import java.io.IOException;
import javax.annotation.processing.Filer;
import javax.lang.model.element.PackageElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * Files by way of the {@code Filer} of the annotation processors, for which every build tool knows of which source a file
 * comes. Class files are resources to it: for classes it would warn that nobody processes their annotations any more.
 *
 * <p>It cannot say where class files go that go beside their sources, which is what javac does without {@code -d}, or to one
 * folder for each of several modules.
 */
final class FilerFiles implements CompilerFiles {
    private final Filer filer;
    private final Elements elements;

    FilerFiles(Filer filer, Elements elements) {
        this.filer = filer;
        this.elements = elements;
    }

    /** Whether all classes go to one folder: then a file of a package is below the folder of the package. */
    boolean hasOneFolder() {
        try {
            return filer.getResource(StandardLocation.CLASS_OUTPUT, "dev.heddle", "none.class")
                    .toUri()
                    .getPath()
                    .endsWith("/dev/heddle/none.class");
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    @Override
    public FileObject output(WrittenClass type) throws IOException {
        return filer.getResource(StandardLocation.CLASS_OUTPUT, type.packageName(), type.fileName());
    }

    @Override
    public FileObject replacement(WrittenClass type) throws IOException {
        return filer.createResource(StandardLocation.CLASS_OUTPUT, type.packageName(), type.fileName(), type.element());
    }

    @Override
    public @Nullable FileObject input(String internalName) {
        String packageName = internalName
                .substring(0, Math.max(0, internalName.lastIndexOf('/')))
                .replace('/', '.');
        String file = internalName.substring(internalName.lastIndexOf('/') + 1) + ".class";
        FileObject found = find(StandardLocation.CLASS_PATH, packageName, file);
        for (PackageElement part : elements.getAllPackageElements(packageName)) {
            String module = elements.getModuleOf(part).getQualifiedName().toString();
            if (found == null && !module.isEmpty()) {
                found = find(StandardLocation.MODULE_PATH, module + "/" + packageName, file);
            }
        }
        return found;
    }

    /** Filers fail in many ways where a location has no such module, or no files at all. */
    private @Nullable FileObject find(Location location, String folder, String file) {
        try {
            return filer.getResource(location, folder, file);
        } catch (IOException | RuntimeException none) {
            return null;
        }
    }
}
