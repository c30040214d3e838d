package dev.heddle.transform.agent;

import dev.heddle.transform.WeaverOptions;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent: weaves the classes that are loaded after it has started. For running what was compiled without a build
 * plugin:
 *
 * <pre>{@code java -javaagent:heddle-transformer-<version>-agent.jar -cp classes:heddle-runtime-<version>.jar Main}</pre>
 *
 * <p>Options of the weaver stand behind the jar, for example {@code -javaagent:<jar>=calls=plain,dialect=ea-async}: separated
 * by commas, those that are lists repeat. A wrong one stops the virtual machine before the program starts.
 *
 * <p>A class that cannot be woven is reported on the standard error stream and runs as it is: its {@code await} then throws
 * {@code NotWovenError}. Warnings are not shown; they belong to the build.
 */
public final class WeavingAgent {
    private WeavingAgent() {}

    /** Started with the virtual machine, before {@code main}. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        install(options, instrumentation);
    }

    /** Attached to a running virtual machine: classes that are loaded already stay as they are. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        install(options, instrumentation);
    }

    private static void install(@Nullable String text, Instrumentation instrumentation) {
        WeaverOptions options = options(text);
        openClassDefinition(instrumentation);
        instrumentation.addTransformer(new WeavingTransformer(options, new ClassDefiner(), System.err));
    }

    /** Said in one line on the standard error stream as well, since virtual machines print much around the exception. */
    private static WeaverOptions options(@Nullable String text) {
        WeaverOptions options = WeaverOptions.DEFAULT;
        try {
            for (String setting : text == null || text.isEmpty() ? new String[0] : text.split(",")) {
                options = options.with(setting);
            }
        } catch (IllegalArgumentException refused) {
            System.err.println("heddle: " + refused.getMessage());
            throw refused;
        }
        return options;
    }

    /** Lets this agent, and nobody else, reach {@code ClassLoader.defineClass}. */
    private static void openClassDefinition(Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(WeavingAgent.class.getModule())),
                Set.of(),
                Map.of());
    }
}
