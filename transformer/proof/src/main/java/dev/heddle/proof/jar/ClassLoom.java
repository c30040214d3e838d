package dev.heddle.proof.jar;

import dev.heddle.proof.inject.Injector;
import dev.heddle.proof.inject.Injector.Injected;
import dev.heddle.proof.jar.ClassOutcome.Refusal;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/**
 * Injects one class after the other and hands each to the weaver. Where a method is refused, the class is done once more: with
 * few points in that method, and at last without it. Any thread.
 */
public final class ClassLoom {
    /** The points of a method that has little room. */
    private static final int FEW_POINTS = 2;

    private static final Pattern NUMBER = Pattern.compile(Pattern.quote(Injector.PREFIX) + "(\\d+)\\$");

    private final Injector injector;
    private final Weaver weaver;
    private final Map<String, Optional<byte[]>> known = new ConcurrentHashMap<>();

    /**
     * @param library the classes that are injected together; the weaver sees them as they are after injection
     * @param classPath what the weaver may know of other classes
     */
    public ClassLoom(long seed, ClassBytes library, ClassBytes classPath) {
        this.injector = new Injector(seed, library);
        this.weaver = new Weaver(name -> {
            byte[] injected = injected(library, name);
            return injected == null ? classPath.find(name) : injected;
        });
    }

    private byte @Nullable [] injected(ClassBytes library, String name) {
        return known.computeIfAbsent(name, unknown -> {
                    byte[] classFile = library.find(name);
                    Injected injected = classFile == null ? null : injector.inject(classFile, Map.of());
                    return Optional.ofNullable(injected == null ? classFile : injected.classFile());
                })
                .orElse(null);
    }

    /** Injects and weaves a class. */
    public ClassOutcome weave(byte[] classFile) {
        List<Refusal> refused = new ArrayList<>();
        Map<Integer, Integer> limits = new HashMap<>();
        try {
            while (true) {
                Injected injected = injector.inject(classFile, limits);
                if (injected == null) {
                    return new ClassOutcome.Left();
                }
                WeaveResult result = weaver.weave(injected.classFile());
                if (result instanceof WeaveResult.Woven woven) {
                    Map<String, byte[]> classes = new TreeMap<>(woven.frames());
                    classes.put(new ClassReader(injected.classFile()).getClassName(), woven.classFile());
                    return new ClassOutcome.Woven(classes, injected.bodies(), refused);
                }
                if (!(result instanceof WeaveResult.Rejected rejected)) {
                    throw new IllegalStateException("has coroutines, but weaving left it as it was");
                }
                for (Diagnostic diagnostic : rejected.diagnostics()) {
                    String method = diagnostic.place().method();
                    if (limit(limits, method)) {
                        refused.add(new Refusal(method, diagnostic.code(), diagnostic.message()));
                    }
                }
            }
        } catch (MethodTooLargeException full) {
            refused.add(new Refusal(full.getClassName() + "." + full.getMethodName(), "no room", ""));
            return new ClassOutcome.Woven(Map.of(), List.of(), refused);
        } catch (ClassTooLargeException full) {
            refused.add(new Refusal(full.getClassName(), "no constants", ""));
            return new ClassOutcome.Woven(Map.of(), List.of(), refused);
        } catch (RuntimeException | AssertionError | StackOverflowError failure) {
            return new ClassOutcome.Failed(failure);
        }
    }

    /** Lets a method have fewer points; true when it has to be left alone. */
    private static boolean limit(Map<Integer, Integer> limits, String method) {
        Matcher number = NUMBER.matcher(method);
        if (!number.find()) {
            throw new IllegalStateException("a method that was not injected was refused: " + method);
        }
        int limit = limits.merge(Integer.valueOf(number.group(1)), FEW_POINTS, (before, few) -> 0);
        return limit == 0;
    }
}
