package dev.heddle.proof.world;

import dev.heddle.proof.inject.Injector.Body;
import dev.heddle.proof.jar.ClassLoom;
import dev.heddle.proof.jar.ClassOutcome;
import dev.heddle.proof.jar.CodeSizes;
import dev.heddle.proof.jar.Jar;
import dev.heddle.transform.ClassBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Injects, weaves and links the classes of many jars. A class that does not link although it was woven without complaint is a
 * failure, unless it does not link as its compiler wrote it either, mostly since it needs a library that is not there. Of equal
 * class files the first is taken. Any thread.
 */
public final class World {
    /** The direct form has one descriptor, the resume body one that names its frame class; both names begin like this. */
    private static final String DIRECT = "$async(";

    private static final String RESUME = "$resume(";

    /** So many owners are woven before they are linked, which bounds what is in memory. */
    private static final int LINKED_TOGETHER = 1000;

    private static final int NEWEST = Runtime.version().feature();

    /** The major version of a class file, less the release that it is for (JVMS §4.1). */
    private static final int FIRST_MAJOR = 44;

    private final long seed;
    private final ClassBytes classPath;
    private final List<URL> jars;
    private final Predicate<String> sample;
    private final Set<ByteBuffer> digests = ConcurrentHashMap.newKeySet();
    private final WorldReport report = new WorldReport();

    /**
     * @param classPath where the weaver looks for other classes
     * @param jars where the JVM looks for other classes
     * @param sample which classes, by internal name, are woven; the rest of a jar stays as it is
     */
    public World(long seed, ClassBytes classPath, List<URL> jars, Predicate<String> sample) {
        this.seed = seed;
        this.classPath = classPath;
        this.jars = List.copyOf(jars);
        this.sample = sample;
    }

    /** The figures so far. */
    public WorldReport report() {
        return report;
    }

    /** Does one jar: the classes that every release sees, then those that stand in for them on newer releases. */
    public void verify(Path jar) {
        report.jar();
        Map<String, byte[]> library = new TreeMap<>();
        Jar.byRelease(jar, NEWEST).forEach((release, classes) -> {
            library.putAll(classes);
            String name = jar.getFileName() + (release == Jar.EVERY_RELEASE ? "" : " for Java " + release);
            verify(name, Map.copyOf(library), classes);
        });
    }

    private void verify(String jar, Map<String, byte[]> library, Map<String, byte[]> classes) {
        ClassLoom loom = new ClassLoom(seed, library::get, classPath);
        Map<String, ClassOutcome.Woven> woven = new LinkedHashMap<>();
        classes.forEach((type, bytes) -> {
            if (sample.test(type) && isNew(type, bytes)) {
                report.seen(CodeSizes.of(bytes).size());
                ClassOutcome outcome = loom.weave(bytes);
                if (outcome instanceof ClassOutcome.Failed failed) {
                    report.failed(jar, type, failed.failure());
                } else if (outcome instanceof ClassOutcome.Left left) {
                    report.left(jar, left.refused());
                } else if (outcome instanceof ClassOutcome.Woven result) {
                    report.woven(jar, result);
                    grown(result, type);
                    woven.put(type, result);
                }
                if (woven.size() == LINKED_TOGETHER) {
                    link(jar, library, woven);
                    woven.clear();
                }
            }
        });
        link(jar, library, woven);
    }

    private boolean isNew(String type, byte[] classFile) {
        if (ByteBuffer.wrap(classFile).getShort(6) > NEWEST + FIRST_MAJOR) {
            report.skipped("class files for newer releases of Java");
            return false;
        }
        boolean isNew = digests.add(digest(classFile));
        if (!isNew) {
            report.skipped("class files seen before");
        }
        return isNew;
    }

    private static ByteBuffer digest(byte[] classFile) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(classFile));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private void link(String jar, Map<String, byte[]> before, Map<String, ClassOutcome.Woven> woven) {
        Map<String, byte[]> after = new HashMap<>(before);
        woven.values().forEach(result -> after.putAll(result.classes()));
        try (URLClassLoader others =
                new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Definer definer = new Definer(after, others);
            Definer unwoven = new Definer(before, others);
            woven.forEach((type, result) -> link(jar, type, result, definer, unwoven));
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
    }

    private void link(String jar, String type, ClassOutcome.Woven result, Definer definer, Definer unwoven) {
        for (String made : result.classes().keySet()) {
            Throwable failure = definer.link(made);
            if (failure != null) {
                Throwable asItIs = unwoven.link(type);
                if (asItIs == null) {
                    report.failed(jar, made, failure);
                } else {
                    report.unlinked(jar, type, asItIs);
                }
                return;
            }
        }
        report.linked(result);
    }

    private void grown(ClassOutcome.Woven result, String type) {
        Map<String, Integer> before = new HashMap<>();
        CodeSizes.of(result.injected()).forEach((method, size) -> before.put(name(method), size));
        Map<String, Integer> face = new HashMap<>();
        Map<String, Integer> direct = new HashMap<>();
        Map<String, Integer> resume = new HashMap<>();
        CodeSizes.of(result.classes().getOrDefault(type, new byte[0])).forEach((method, size) -> {
            if (method.contains(DIRECT)) {
                direct.put(method.substring(0, method.indexOf(DIRECT)), size);
            } else if (method.contains(RESUME)) {
                resume.put(method.substring(0, method.indexOf(RESUME)), size);
            } else {
                face.put(name(method), size);
            }
        });
        for (Body body : result.bodies()) {
            String name = body.bodyName();
            report.grown(
                    before.getOrDefault(name, 1),
                    face.getOrDefault(name, 0),
                    direct.getOrDefault(name, 0),
                    resume.getOrDefault(name, 0));
        }
        report.grown(
                result.injected().length,
                result.classes().values().stream().mapToInt(file -> file.length).sum());
    }

    private static String name(String method) {
        return method.substring(0, method.indexOf('('));
    }
}
