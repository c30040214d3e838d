package dev.heddle.proof.world;

import dev.heddle.proof.inject.Injector.Body;
import dev.heddle.proof.jar.ClassLoom;
import dev.heddle.proof.jar.ClassOutcome;
import dev.heddle.proof.jar.CodeSizes;
import dev.heddle.proof.jar.Jar;
import dev.heddle.transform.ClassBytes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Injects, weaves and links the classes of many jars. A class that does not link although it was woven without complaint is a
 * failure, unless it does not link as its compiler wrote it either, mostly since it needs a library that is not there.
 */
public final class World {
    /** The direct form has one descriptor, the resume body one that names its frame class; both names begin like this. */
    private static final String DIRECT = "$async(";

    private static final String RESUME = "$resume(";

    private final long seed;
    private final ClassBytes classPath;
    private final ClassLoader others;
    private final Predicate<String> sample;
    private final WorldReport report = new WorldReport();

    /**
     * @param classPath where the weaver looks for other classes
     * @param others where the JVM looks for other classes
     * @param sample which classes, by internal name, are woven; the rest of a jar stays as it is
     */
    public World(long seed, ClassBytes classPath, ClassLoader others, Predicate<String> sample) {
        this.seed = seed;
        this.classPath = classPath;
        this.others = others;
        this.sample = sample;
    }

    /** The figures so far. */
    public WorldReport report() {
        return report;
    }

    /** Does one jar. Any thread. */
    public void verify(Path jar) {
        Map<String, byte[]> before = Jar.classes(jar);
        String name = jar.getFileName().toString();
        ClassLoom loom = new ClassLoom(seed, before::get, classPath);
        Map<String, byte[]> after = new HashMap<>(before);
        Map<String, ClassOutcome.Woven> woven = new LinkedHashMap<>();
        report.jar();
        before.forEach((type, bytes) -> {
            if (!sample.test(type)) {
                return;
            }
            Map<String, Integer> sizes = CodeSizes.of(bytes);
            report.seen(sizes.size());
            ClassOutcome outcome = loom.weave(bytes);
            if (outcome instanceof ClassOutcome.Failed failed) {
                report.failed(name, type, failed.failure());
            } else if (outcome instanceof ClassOutcome.Woven result) {
                result.refused().forEach(refusal -> report.refused(name, refusal));
                if (!result.bodies().isEmpty()) {
                    after.putAll(result.classes());
                    woven.put(type, result);
                    report.woven(
                            result.bodies().size(),
                            result.bodies().stream().mapToInt(Body::points).sum(),
                            result.bodies().stream().mapToInt(Body::calls).sum());
                    grown(sizes, result, type);
                }
            }
        });
        link(name, before, after, woven);
    }

    private void link(
            String jar, Map<String, byte[]> before, Map<String, byte[]> after, Map<String, ClassOutcome.Woven> woven) {
        Definer definer = new Definer(after, others);
        Definer unwoven = new Definer(before, others);
        woven.forEach((type, result) -> {
            for (String made : result.classes().keySet()) {
                Throwable failure = definer.link(made);
                if (failure != null) {
                    if (unwoven.link(type) != null) {
                        report.untestable();
                        return;
                    }
                    report.failed(jar, made, failure);
                }
            }
        });
    }

    private void grown(Map<String, Integer> before, ClassOutcome.Woven result, String type) {
        byte[] classFile = result.classes().get(type);
        if (classFile == null) {
            return;
        }
        Map<String, Integer> direct = new HashMap<>();
        Map<String, Integer> resume = new HashMap<>();
        CodeSizes.of(classFile).forEach((method, size) -> {
            if (method.contains(DIRECT)) {
                direct.put(method.substring(0, method.indexOf(DIRECT)), size);
            } else if (method.contains(RESUME)) {
                resume.put(method.substring(0, method.indexOf(RESUME)), size);
            }
        });
        for (Body body : result.bodies()) {
            report.grown(
                    before.getOrDefault(body.name() + body.descriptor(), 1),
                    direct.getOrDefault(body.bodyName(), 0),
                    resume.getOrDefault(body.bodyName(), 0));
        }
    }
}
