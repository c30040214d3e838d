package dev.heddle.transform.loading;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.files.RunningJdk;
import dev.heddle.transform.parse.ClassFile;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Frame classes that are defined or just being defined. */
    private final Map<String, Frame> frames = new ConcurrentHashMap<>();

    LoaderWeaver(ClassLoader loader, WeaverOptions options, ClassDefiner definer) {
        this.weaver = new Weaver(this, options);
        this.loader = new WeakReference<>(loader);
        this.definer = definer;
    }

    WeaveResult weave(byte[] classFile) {
        return weaver.weave(classFile);
    }

    /** Whether these frame classes are defined, which they are if their owner has been woven. */
    boolean hasDefined(Set<String> names) {
        return names.stream().map(frames::get).allMatch(frame -> frame != null && frame.isDefined);
    }

    /**
     * Defines the frame classes of a woven class. Called while that class is being defined, so they are there before it
     * links. One that is there already must be the same, as when a debugger replaces the code of a class.
     *
     * <p>No lock is held here: 1. the caller may hold the lock of its loader, or none, if it defines a class by itself; 2.
     * defining a frame loads its superclass, for which a loader may take its own lock; 3. so with a lock of ours two threads
     * could wait for each other. Instead all that come at the same time try, and who is not the first finds it defined.
     */
    void define(Map<String, byte[]> newFrames, @Nullable ProtectionDomain domain) throws Throwable {
        ClassLoader target = loader.get();
        if (target == null) {
            return;
        }
        for (Map.Entry<String, byte[]> each : newFrames.entrySet()) {
            Frame frame = new Frame(each.getValue());
            Frame earlier = frames.putIfAbsent(each.getKey(), frame);
            if (earlier == null) {
                define(target, each.getKey(), frame, domain);
            } else if (!Arrays.equals(earlier.classFile, frame.classFile)) {
                throw new LinkageError("another `" + each.getKey().replace('/', '.') + "` is loaded already");
            } else if (!earlier.isDefined) {
                define(target, each.getKey(), earlier, domain);
            }
        }
    }

    private void define(ClassLoader target, String name, Frame frame, @Nullable ProtectionDomain domain)
            throws Throwable {
        frame.tries.incrementAndGet();
        try {
            definer.define(target, name, frame.classFile, domain);
            frame.isDefined = true;
        } catch (Throwable failure) {
            boolean isThere = failure.getClass() == LinkageError.class; // the subclasses are other failures
            if (!isThere || frame.tries.get() == 1 && !frame.isDefined) {
                frames.remove(name, frame);
                throw failure;
            }
        } finally {
            frame.tries.decrementAndGet();
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
            return in == null ? RunningJdk.INSTANCE.find(internalName) : ClassFile.read(in);
        } catch (Exception | LinkageError whateverALoaderThrows) {
            return null;
        }
    }

    private static final class Frame {
        final byte[] classFile;

        /** Threads that are defining it right now. */
        final AtomicInteger tries = new AtomicInteger();

        volatile boolean isDefined;

        Frame(byte[] classFile) {
            this.classFile = classFile;
        }
    }
}
