package dev.heddle.transform.command;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.DirectoryWeaver;
import dev.heddle.transform.files.JarWeaver;
import dev.heddle.transform.files.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line: {@code weave} and {@code verify}, for folders and jars. Results go to the standard output stream, messages
 * to the error stream. Confined to one thread.
 */
public final class CommandLine {
    private static final int DONE = 0;
    private static final int FOUND = 1;
    private static final int FAILED = 2;

    private final PrintStream results;
    private final PrintStream messages;

    /** A command line that writes to these streams. */
    public CommandLine(PrintStream results, PrintStream messages) {
        this.results = results;
        this.messages = messages;
    }

    /** Runs one command and ends the virtual machine with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(System.out, System.err).run(List.of(arguments)));
    }

    /** Runs one command; returns the exit code, and throws nothing. */
    public int run(List<String> arguments) {
        try {
            if (arguments.contains("--help")) {
                results.print(usage());
                return DONE;
            }
            Arguments given = Arguments.parse(arguments);
            return switch (given.command()) {
                case WEAVE -> weave(given);
                case VERIFY -> verify(given);
            };
        } catch (OutputError bug) {
            messages.println(bug.dump(Path.of("heddle")));
        } catch (IOException unreadable) {
            messages.println("error: " + why(unreadable));
        } catch (UncheckedIOException unreadable) {
            messages.println("error: " + unreadable.getMessage());
        } catch (IllegalArgumentException refused) {
            messages.println("error: " + refused.getMessage());
            messages.println("   = help: `--help` lists commands and options");
        } catch (RuntimeException failure) {
            messages.println("error: " + failure.getMessage());
        }
        return FAILED;
    }

    /** The text of {@code --help}. */
    static String usage() {
        try (InputStream text = CommandLine.class.getResourceAsStream("usage.txt")) {
            if (text == null) {
                throw new IllegalStateException("usage.txt is missing beside " + CommandLine.class.getName());
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private int weave(Arguments given) throws IOException {
        Path place = given.places().get(0);
        boolean folder = Files.isDirectory(place);
        if (folder && given.output() != null) {
            throw new IllegalArgumentException(
                    "`" + place + "` is a folder, which is woven in place; `-o` is for jars");
        }
        try (ClassPath path = classPath(given, folder ? Stream.of(place) : Stream.of())) {
            return folder ? weaveFolder(place, new Weaver(path, given.options())) : weaveJar(place, path, given);
        }
    }

    private int weaveFolder(Path folder, Weaver weaver) throws IOException {
        Path root = folder.toRealPath();
        if (root.getFileName() == null) {
            throw new IllegalArgumentException("`" + folder + "` is a whole file system");
        }
        Path ledger = root.resolveSibling(root.getFileName() + ".woven");
        DirectoryWeaver.Outcome outcome = new DirectoryWeaver(root, ledger, name -> true, weaver::weave).weave();
        return tell(
                outcome.diagnostics(),
                "no class was woven",
                "wove " + outcome.plans().size() + " of " + outcome.classes() + " classes");
    }

    private int weaveJar(Path jar, ClassPath path, Arguments given) throws IOException {
        Path output = given.output() == null ? jar : given.output();
        JarWeaver.Outcome outcome = new JarWeaver(jar, path, given.options()).weave(output);
        if (!outcome.nested().isEmpty()) {
            messages.println(
                    "note: archives inside the archive are left alone: " + String.join(", ", outcome.nested()));
        }
        return tell(
                outcome.diagnostics(),
                "no class was woven",
                "wove " + outcome.plans().size() + " of " + outcome.classes() + " classes");
    }

    private int verify(Arguments given) throws IOException {
        int exitCode = DONE;
        for (Path place : given.places()) {
            try (ClassPath path = classPath(given, Stream.of(place))) {
                Verification.Outcome outcome = Verification.of(place, name -> true, new Weaver(path, given.options()));
                exitCode = Math.max(
                        exitCode,
                        tell(
                                outcome.findings(),
                                "`" + place + "` is not woven as it should be",
                                "verified " + outcome.classes() + " classes in " + place));
            }
        }
        return exitCode;
    }

    private static ClassPath classPath(Arguments given, Stream<Path> first) {
        return ClassPath.open(Stream.concat(first, given.classPath().stream()).toList());
    }

    private int tell(List<Diagnostic> diagnostics, String failed, String done) {
        diagnostics.forEach(diagnostic -> messages.println(diagnostic.render()));
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        if (errors > 0) {
            messages.println((errors == 1 ? "1 error" : errors + " errors") + "; " + failed);
            return FOUND;
        }
        results.println(done);
        return DONE;
    }

    /** Some exceptions of file systems have nothing but a path for a message. */
    private static String why(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "`" + failure.getMessage() + "` does not exist";
        }
        return failure instanceof AccessDeniedException
                ? "`" + failure.getMessage() + "` cannot be read or written: permission denied"
                : String.valueOf(failure.getMessage());
    }
}
