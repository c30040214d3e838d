package dev.heddle.transform.agent;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.WeaverOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.ClassFileTransformer;
import java.nio.file.Files;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves classes while they are being loaded. Answers null, which leaves a class alone, for everything that needs no
 * weaving; never throws into the program that loads a class.
 *
 * <p>Not capable of retransformation on purpose: then the virtual machine keeps what was woven when another agent has a
 * class transformed again. Classes loaded by the thread that is weaving are not offered to agents; those are the runtime's
 * own, which its build has woven. Any thread.
 */
final class WeavingTransformer implements ClassFileTransformer {
    private static final String OWN_PACKAGE = "dev/heddle/transform/";

    private final WeaverOptions options;
    private final ClassDefiner definer;
    private final PrintStream messages;
    private final Map<ClassLoader, LoaderWeaver> loaders = Collections.synchronizedMap(new WeakHashMap<>());

    /** Messages that were shown; several loaders may load the same class, and nobody reads a message twice. */
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    WeavingTransformer(WeaverOptions options, ClassDefiner definer, PrintStream messages) {
        this.options = options;
        this.definer = definer;
        this.messages = messages;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || className == null
                || className.startsWith(OWN_PACKAGE)) {
            return null;
        }
        try {
            return weave(loader, className, domain, classFile);
        } catch (OutputError bug) {
            showOnce(dumped(bug) + "\nheddle: `" + className.replace('/', '.') + "` was not woven, it runs as it is");
            return null;
        } catch (Throwable failure) {
            showOnce("heddle: weaving `" + className.replace('/', '.') + "` failed, it runs unwoven: " + failure);
            return null;
        }
    }

    private byte @Nullable [] weave(
            ClassLoader loader, String className, @Nullable ProtectionDomain domain, byte[] classFile)
            throws Throwable {
        LoaderWeaver weaver = loaders.computeIfAbsent(loader, created -> new LoaderWeaver(created, options, definer));
        WeaveResult result = weaver.weave(classFile);
        if (result instanceof WeaveResult.Woven woven) {
            weaver.define(woven.frames(), domain);
            return woven.classFile();
        }
        if (result instanceof WeaveResult.Rejected rejected) {
            showOnce(message(className, rejected.diagnostics()));
        }
        return null;
    }

    private static String dumped(OutputError bug) {
        try {
            return bug.dump(Files.createTempDirectory("heddle"));
        } catch (IOException unwritable) {
            return bug.getMessage() + "\n" + bug.plan();
        }
    }

    private static String message(String className, List<Diagnostic> diagnostics) {
        StringBuilder text = new StringBuilder();
        diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(error -> error.in(className + ".class").render())
                .forEach(error -> text.append(error).append('\n'));
        return text + "heddle: `" + className.replace('/', '.')
                + "` was not woven; its `await` will throw NotWovenError";
    }

    private void showOnce(String message) {
        if (shown.add(message)) {
            messages.println(message);
        }
    }
}
