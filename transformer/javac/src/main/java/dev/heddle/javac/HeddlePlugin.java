package dev.heddle.javac;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import dev.heddle.transform.WeaverOptions;
import java.nio.file.Path;

/**
 * What javac starts when the jar is on its processor path: attaches to the compilation. Arguments are options of the weaver, as
 * in {@code -Xplugin:heddle rules=H101:off}. Confined to the thread of the compiler.
 */
public final class HeddlePlugin implements Plugin {
    /** Where the fixes of what is found are written. */
    private static final String FIXES = "fixes=";

    @Override
    public String getName() {
        return "heddle";
    }

    /** Being on the processor path is enough. */
    @Override
    public boolean autoStart() {
        return true;
    }

    /** A wrong option becomes an error of the compilation: what is thrown here javac would show as a crash of its own. */
    @Override
    public void init(JavacTask task, String... arguments) {
        WeaverOptions options = WeaverOptions.DEFAULT;
        Path fixes = null;
        try {
            for (String argument : arguments) {
                if (argument.startsWith(FIXES)) {
                    fixes = Path.of(argument.substring(FIXES.length()));
                } else {
                    options = options.with(argument);
                }
            }
            task.addTaskListener(new Compilation(task, options, new Rules(task, options, fixes)));
        } catch (IllegalArgumentException refused) {
            task.addTaskListener(new Refusal(task, "heddle: " + refused.getMessage()));
        }
    }
}
