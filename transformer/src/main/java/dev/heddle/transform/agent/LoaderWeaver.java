package dev.heddle.transform.agent;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.RunningJdk;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the classes of one class loader and knows which frame classes it has defined there. Holds the loader weakly, so
 * that a loader can be collected with its classes. Any thread.
 */
final class LoaderWeaver implements ClassBytes {
    private final WeakReference<ClassLoader> loader;
    private final ClassDefiner definer;
    private final Weaver weaver;

    /** Class files found lately. Those not found are looked for again: a loader may make classes as it goes. */
    private final Map<String, SoftReference<byte[]>> found = new ConcurrentHashMap<>();

    /** Frame classes defined so far; guarded by itself. */
    private final Map<String, byte[]> frames = new HashMap<>();

    LoaderWeaver(ClassLoader loader, WeaverOptions options, ClassDefiner definer) {
        // warnings are for those who write the program, not for those who run it
        this.weaver = new Weaver(this, options.with("rules", "*:off"));
        this.loader = new WeakReference<>(loader);
        this.definer = definer;
    }

    WeaveResult weave(byte[] classFile) {
        return weaver.weave(classFile);
    }

    /**
     * Defines the frame classes of a woven class. Called while that class is being defined, so they are there before it
     * links. One that is there already must be the same, as when a debugger replaces the code of a class.
     *
     * <p>Why no lock order can deadlock here: 1. the caller may hold the loader's lock, or its lock for the name of the
     * woven class, and then takes the one of {@code frames}; 2. under that one, defining a frame loads only its superclass
     * {@code dev.heddle.coroutine.Frame} and the superclasses of that; 3. these have no frames, so a thread that is loading
     * them never comes here, and never waits for {@code frames}.
     */
    void define(Map<String, byte[]> newFrames, @Nullable ProtectionDomain domain) throws Throwable {
        ClassLoader target = loader.get();
        if (target == null) {
            return;
        }
        synchronized (frames) {
            for (Map.Entry<String, byte[]> frame : newFrames.entrySet()) {
                byte[] defined = frames.get(frame.getKey());
                if (defined == null) {
                    definer.define(target, frame.getKey(), frame.getValue(), domain);
                    frames.put(frame.getKey(), frame.getValue());
                } else if (!Arrays.equals(defined, frame.getValue())) {
                    throw new LinkageError("another `" + frame.getKey().replace('/', '.') + "` is loaded already");
                }
            }
        }
    }

    @Override
    public byte @Nullable [] find(String internalName) {
        SoftReference<byte[]> known = found.get(internalName);
        byte[] classFile = known == null ? null : known.get();
        if (classFile == null) {
            classFile = internalName.startsWith("java/") ? RunningJdk.INSTANCE.find(internalName) : read(internalName);
            if (classFile != null) {
                found.put(internalName, new SoftReference<>(classFile));
            }
        }
        return classFile;
    }

    private byte @Nullable [] read(String internalName) {
        ClassLoader source = loader.get();
        if (source == null) {
            return null;
        }
        try (InputStream in = source.getResourceAsStream(internalName + ".class")) {
            return in == null ? RunningJdk.INSTANCE.find(internalName) : in.readAllBytes();
        } catch (Exception whateverALoaderThrows) {
            return null;
        }
    }
}
