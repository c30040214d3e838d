package host;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Installs a bundle in an OSGi framework, runs {@code app.Greeting} in it and takes it away again, twice. The runtime is that
 * of the framework's own class path. Argument: the folder of the bundle's classes.
 */
public class Bundles {
    private static final String HEDDLE = "dev.heddle,dev.heddle.annotation,dev.heddle.coroutine";

    public static void main(String[] args) throws Exception {
        Path work = Files.createTempDirectory("osgi");
        Path jar = bundle(Path.of(args[0]), work.resolve("greeting.jar"));
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", work.resolve("cache").toString(),
                        "org.osgi.framework.system.packages.extra", HEDDLE));
        framework.start();
        for (int i = 0; i < 2; i++) {
            Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
            bundle.start();
            bundle.loadClass("app.Greeting").getMethod("main", String[].class).invoke(null, (Object) args);
            bundle.uninstall();
        }
        framework.stop();
        framework.waitForStop(0);
        System.out.println("stopped");
    }

    private static Path bundle(Path classes, Path jar) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "greeting");
        attributes.putValue("Import-Package", HEDDLE);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> tree = Files.walk(classes)) {
            for (Path each : tree.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return jar;
    }
}
