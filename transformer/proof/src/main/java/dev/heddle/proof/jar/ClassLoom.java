package dev.heddle.proof.jar;

import dev.heddle.proof.inject.Injector;
import dev.heddle.proof.inject.Injector.Injected;
import dev.heddle.proof.jar.ClassOutcome.Refusal;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.Weaver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/**
 * Injects one class after the other and hands each to the weaver. Where a method is refused, the class is done once more: with
 * few points in that method, and at last without it; where the class has too many constants, with half of its methods. Any
 * thread.
 */
public final class ClassLoom {
    private static final String NO_CONSTANTS = "no constants";
    private static final String CLASS_TOO_LARGE = "class is too large after weaving";

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
                    return Optional.ofNullable(classFile == null ? null : injected(classFile));
                })
                .orElse(null);
    }

    private byte[] injected(byte[] classFile) {
        try {
            Injected injected = injector.inject(classFile);
            return injected == null ? classFile : injected.classFile();
        } catch (MethodTooLargeException | ClassTooLargeException full) {
            return classFile; // known without bodies that may be awaited
        }
    }

    /** Injects and weaves a class. */
    public ClassOutcome weave(byte[] classFile) {
        Limits limits = new Limits();
        try {
            while (true) {
                ClassOutcome outcome = weave(classFile, limits);
                if (outcome != null) {
                    return outcome;
                }
            }
        } catch (RuntimeException | AssertionError | StackOverflowError failure) {
            return new ClassOutcome.Failed(failure);
        }
    }

    /** Null when something was refused and the limits are lower now. */
    private @Nullable ClassOutcome weave(byte[] classFile, Limits limits) {
        Injected injected;
        try {
            injected = injector.inject(classFile, limits);
        } catch (MethodTooLargeException full) {
            limits.forbid(new Refusal(full.getMethodName(), "no room", "in " + full.getClassName()));
            return null;
        } catch (ClassTooLargeException full) {
            limits.halve(new Refusal(full.getClassName(), NO_CONSTANTS, "after injection"));
            return null;
        }
        if (injected == null) {
            return new ClassOutcome.Left(limits.refused());
        }
        WeaveResult result = weaver.weave(injected.classFile());
        if (result instanceof WeaveResult.Woven woven) {
            Map<String, byte[]> classes = new TreeMap<>(woven.frames());
            classes.put(new ClassReader(classFile).getClassName(), woven.classFile());
            return new ClassOutcome.Woven(
                    injected.classFile(),
                    classes,
                    injected.bodies(),
                    injected.left(),
                    limits.reduced(),
                    limits.refused());
        }
        if (!(result instanceof WeaveResult.Rejected rejected)) {
            throw new IllegalStateException("has coroutines, but weaving left it as it was");
        }
        lower(limits, rejected.diagnostics());
        return null;
    }

    private static void lower(Limits limits, List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            String place = diagnostic.place().method();
            if (diagnostic.message().startsWith(CLASS_TOO_LARGE)) {
                limits.halve(new Refusal(place, NO_CONSTANTS, diagnostic.message()));
            } else if (diagnostic.isError()) {
                limits.lower(new Refusal(place, diagnostic.code(), diagnostic.message()));
            }
        }
    }
}
