package host;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code app.Greeting} twice, each time in a class loader of its own, the second of which does not like to be asked
 * for resources; then waits for the first one to be collected.
 */
public class Host {
    public static void main(String[] args) throws Exception {
        URL classes = Path.of(args[0]).toUri().toURL();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ClassLoader loader = i == 0 ? new URLClassLoader(new URL[] {classes}) : new Secretive(classes);
            loader.loadClass("app.Greeting").getMethod("main", String[].class).invoke(null, (Object) args);
            loaders.add(new WeakReference<>(loader));
        }
        List<byte[]> garbage = new ArrayList<>();
        for (int i = 0; i < 1000 && loaders.get(0).get() != null; i++) {
            System.gc();
            garbage.add(new byte[16]);
        }
        System.out.println(loaders.get(0).get() == null ? "collected" : "still reachable");
    }

    private static final class Secretive extends URLClassLoader {
        Secretive(URL classes) {
            super(new URL[] {classes});
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            throw new IllegalStateException("no resources here");
        }
    }
}
