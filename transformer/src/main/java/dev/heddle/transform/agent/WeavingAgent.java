package dev.heddle.transform.agent;

import java.lang.instrument.Instrumentation;
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
 *
 * <p>Without options the weaver itself is not even loaded before a class has to be woven.
 */
public final class WeavingAgent {
    private WeavingAgent() {}

    /** Started with the virtual machine, before {@code main}. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        install(options, instrumentation);
    }

    /**
     * Named as {@code Launcher-Agent-Class} in the manifest of the program's jar, before {@code main}; or attached to a running
     * virtual machine: classes that are loaded already stay as they are.
     */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        install(options, instrumentation);
    }

    private static void install(@Nullable String options, Instrumentation instrumentation) {
        instrumentation.addTransformer(
                options == null || options.isEmpty()
                        ? new Standby(instrumentation, System.err)
                        : WeaverClasses.transformer(options, instrumentation, System.err));
    }
}
