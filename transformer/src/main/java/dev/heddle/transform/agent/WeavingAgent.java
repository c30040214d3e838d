package dev.heddle.transform.agent;

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
 * <p>A class that cannot be woven is reported on the standard error stream and runs as it is: its {@code await} then throws
 * {@code NotWovenError}. Warnings are not shown; they belong to the build.
 */
public final class WeavingAgent {
    private WeavingAgent() {}

    /** Started with the virtual machine, before {@code main}. The options are not used. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        install(instrumentation);
    }

    /** Attached to a running virtual machine: classes that are loaded already stay as they are. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        install(instrumentation);
    }

    private static void install(Instrumentation instrumentation) {
        openClassDefinition(instrumentation);
        instrumentation.addTransformer(new WeavingTransformer(new ClassDefiner(), System.err));
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
