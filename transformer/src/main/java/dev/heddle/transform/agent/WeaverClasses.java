package dev.heddle.transform.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of the weaver. Its classes are in a jar inside of the agent's, where the program does not see them and
 * none of the program's stands in their way; that jar is compressed as a whole, which makes it smaller by a third. They and
 * those of the agent know each other by types of the JDK only. Any thread.
 */
final class WeaverClasses extends ClassLoader {
    private static final String ARCHIVE = "weaver.jar";
    private static final String TRANSFORMER = "dev.heddle.transform.loading.WeavingTransformer";

    /** What is not defined yet, by the name of its file. */
    private final Map<String, byte[]> files;

    static {
        registerAsParallelCapable();
    }

    private WeaverClasses(Map<String, byte[]> files) {
        super("heddle", ClassLoader.getPlatformClassLoader());
        this.files = files;
    }

    /**
     * Loads the weaver and makes a transformer that weaves.
     *
     * @param options of the weaver, with commas between them
     * @throws IllegalArgumentException if there is no such option or it cannot have that value; this has been said in one line
     *     on the stream as well, since virtual machines print much around the exception
     */
    static ClassFileTransformer transformer(String options, Instrumentation instrumentation, PrintStream messages) {
        try {
            return (ClassFileTransformer) Class.forName(TRANSFORMER, true, new WeaverClasses(unpacked()))
                    .getConstructor(String.class, Instrumentation.class, PrintStream.class)
                    .newInstance(options, instrumentation, messages);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                messages.println("heddle: " + refused.getMessage());
                throw refused;
            }
            throw new IllegalStateException("the weaver does not start", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the weaver does not start", e);
        }
    }

    private static Map<String, byte[]> unpacked() {
        Map<String, byte[]> files = new ConcurrentHashMap<>();
        try (InputStream archive = WeaverClasses.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IllegalStateException("`" + ARCHIVE + "` is missing in the jar of the agent");
            }
            ZipInputStream entries = new ZipInputStream(archive);
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                files.put(entry.getName(), entries.readAllBytes());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = files.remove(name.replace('.', '/') + ".class");
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length, WeaverClasses.class.getProtectionDomain());
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] file = files.get(name);
        return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
    }
}
