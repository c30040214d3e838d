package dev.heddle.process;

import static dev.heddle.Coroutines.await;
import static dev.heddle.Coroutines.done;

import dev.heddle.Coroutine;
import dev.heddle.annotation.Async;
import dev.heddle.engine.EngineProcess;
import dev.heddle.scheduling.Scheduler;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How signals are sent to a process of ours: by a descriptor of the process where the engine has such, by the shell where it
 * has not. Confined to the loop thread.
 */
final class SignalSending {
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]+");

    /** From 1 on, as Linux counts them on x86-64 and AArch64. */
    private static final List<String> OF_LINUX = List.of(
            "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
            "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
            "WINCH", "IO", "PWR", "SYS");

    private SignalSending() {}

    /** Sends the signal of that name; false if the process has ended. */
    @Async
    static Coroutine<Boolean> send(Subprocess process, String signal) throws IOException {
        String upper = signal.toUpperCase(Locale.ROOT);
        String name = upper.startsWith("SIG") ? upper.substring("SIG".length()) : upper;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("`" + signal + "` is not the name of a signal");
        }
        if (!process.isAlive()) {
            return done(false);
        }
        int number = OF_LINUX.indexOf(name) + 1;
        if (number > 0) {
            try {
                return done(sendByDescriptor(process, number));
            } catch (UnsupportedOperationException byShellThen) {
                return sendByShell(process, name);
            }
        }
        return sendByShell(process, name);
    }

    /**
     * The system gives the number of a process to another one only when the JDK has taken its exit status, a moment before it
     * says that the process is not alive any more.
     */
    private static boolean sendByDescriptor(Subprocess process, int number) throws IOException {
        try (EngineProcess target = Scheduler.current().engine().watchProcess(process.pid())) {
            return process.isAlive() && target.signal(number);
        } catch (NoSuchFileException hasEnded) {
            return false;
        }
    }

    @Async
    private static Coroutine<Boolean> sendByShell(Subprocess process, String name) throws IOException {
        Command kill = Command.of("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(process.pid()))
                .withoutStdin()
                .stdout(Redirect.DISCARD);
        ProcessResult result = await(Subprocess.run(kill));
        if (!result.isSuccess() && process.isAlive()) {
            throw new IOException("the signal " + name + " cannot be sent to " + process + ": "
                    + result.stderrText().strip());
        }
        return done(result.isSuccess());
    }
}
