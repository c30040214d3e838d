package dev.heddle.transform.loading;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.WeaveResult;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.check.Rule;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.ConstantPool;
import dev.heddle.transform.parse.Mentions;
import dev.heddle.transform.source.Printable;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves classes while they are being loaded. Answers null, which leaves a class alone, for everything that needs no
 * weaving; never throws into the program that loads a class. Any thread.
 *
 * <p>Not capable of retransformation on purpose: then the virtual machine keeps what was woven when another agent has a
 * class transformed again. Classes loaded by the thread that is weaving are offered to other agents only; those are the frames
 * and the runtime's own, which its build has woven. Hidden classes are not offered to any agent.
 *
 * <p>Whoever comes here may hold locks of class loaders, and defining frame classes may take others. So no lock is held
 * while a class is loaded or defined.
 */
public final class WeavingTransformer implements ClassFileTransformer {
    /** The JDK's classes, wherever they are loaded, and those of tools that run inside of programs: never woven. */
    private static final List<String> LEFT_ALONE = List.of(
            "java/",
            "javax/",
            "jdk/",
            "sun/",
            "com/sun/",
            "dev/heddle/transform/",
            "com/intellij/rt/",
            "io/opentelemetry/javaagent/",
            "net/bytebuddy/",
            "org/aspectj/weaver/",
            "org/jacoco/agent/");

    private final byte[][] names;
    private final PrintStream messages;
    private final LoaderWeavers weavers;

    /** What was shown; several loaders may load the same class, and nobody reads a message twice. */
    private final Set<String> shown = ConcurrentHashMap.newKeySet();

    /**
     * Started by the agent.
     *
     * @param options with commas between them, or an empty text
     * @throws IllegalArgumentException if there is no such option or it cannot have that value
     */
    public WeavingTransformer(String options, Instrumentation instrumentation, PrintStream messages) {
        this(parsed(options), ClassDefiner.openedBy(instrumentation), messages);
    }

    WeavingTransformer(WeaverOptions options, ClassDefiner definer, PrintStream messages) {
        this.names = ConstantPool.names(options.dialect());
        this.messages = messages;
        // warnings are for those who write the program, not for those who run it
        WeaverOptions quiet = options.with("rules", "*:off");
        weavers = new LoaderWeavers(loader -> new LoaderWeaver(loader, quiet, definer));
    }

    private static WeaverOptions parsed(String text) {
        WeaverOptions options = WeaverOptions.DEFAULT;
        for (String setting : text.isEmpty() ? new String[0] : text.split(",")) {
            options = options.with(setting);
        }
        return options;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            return null;
        }
        int mentioned = Mentions.in(classFile, names);
        if ((mentioned & Mentions.ASYNC) == 0) {
            return null;
        }
        String name = className;
        try {
            if (name == null && mentioned > 0) {
                name = ClassFile.name(classFile); // whoever defines a class need not name it
            }
            return name != null && isLeftAlone(name) ? null : weave(loader, name, redefined, domain, classFile);
        } catch (OutputError bug) {
            if (shown.add(bug.plan())) {
                messages.println(dumped(bug) + "\nheddle: `" + shownName(name) + "` was not woven, it runs as it is");
            }
        } catch (Throwable failure) {
            if (shown.add(shownName(name) + failure.getClass())) {
                messages.println("heddle: weaving `" + shownName(name) + "` failed, it runs unwoven: " + failure);
            }
        }
        return null;
    }

    private static boolean isLeftAlone(String className) {
        for (String beginning : LEFT_ALONE) {
            if (className.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    private byte @Nullable [] weave(
            ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile)
            throws Throwable {
        LoaderWeaver weaver = weavers.of(loader);
        WeaveResult result = weaver.weave(classFile);
        if (result instanceof WeaveResult.Woven woven) {
            if (redefined != null && !weaver.hasDefined(woven.frames().keySet())) {
                return null; // it was loaded unwoven, before there was an agent: what it gets may not have more methods
            }
            weaver.define(woven.frames(), domain);
            return woven.classFile();
        }
        if (result instanceof WeaveResult.Rejected rejected) {
            show(className, classFile, rejected.diagnostics());
        }
        return null;
    }

    /**
     * Tells of a class that cannot be woven. On a Java of which the weaver does not know enough that may be every class of
     * the program, and all for one reason: then only the first one is told of.
     */
    private void show(@Nullable String className, byte[] classFile, List<Diagnostic> diagnostics) {
        int version = ClassFile.majorVersion(classFile);
        boolean isTooNew = version > ClassFile.NEWEST
                && diagnostics.stream().anyMatch(error -> error.code().equals(Rule.NOT_A_CLASS_FILE.code()));
        String errors = errors(className, diagnostics);
        String notWoven = "heddle: `" + shownName(className) + "` was not woven";
        if (!isTooNew) {
            String message = errors + notWoven + "; its `await` will throw NotWovenError";
            if (shown.add(message)) {
                messages.println(message);
            }
        } else if (shown.add("too new: " + version)) {
            messages.println(errors + notWoven + ", nor is any other class file of version " + version
                    + " that cannot be read; their `await` will throw NotWovenError");
        }
    }

    private static String dumped(OutputError bug) {
        try {
            return bug.dump(Files.createTempDirectory("heddle"));
        } catch (IOException unwritable) {
            return bug.getMessage() + "\n" + bug.plan();
        }
    }

    private static String errors(@Nullable String className, List<Diagnostic> diagnostics) {
        StringBuilder text = new StringBuilder();
        diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(error -> className == null ? error : error.in(className + ".class"))
                .forEach(error -> text.append(error.render()).append('\n'));
        return text.toString();
    }

    private static String shownName(@Nullable String className) {
        return className == null ? "a class without a name" : Printable.of(className.replace('/', '.'));
    }
}
