package dev.heddle.transform.command;

import dev.heddle.transform.Baseline;
import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.OutputError;
import dev.heddle.transform.Weaver;
import dev.heddle.transform.explain.Explanations;
import dev.heddle.transform.files.ClassPath;
import dev.heddle.transform.files.DirectoryWeaver;
import dev.heddle.transform.files.ExplainedClasses;
import dev.heddle.transform.files.JarWeaver;
import dev.heddle.transform.files.SourceFolders;
import dev.heddle.transform.files.Verification;
import dev.heddle.transform.lint.Lint;
import dev.heddle.transform.lint.Sarif;
import dev.heddle.transform.source.Printable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The command line: {@code weave}, {@code verify}, {@code lint} and {@code explain}, for folders and jars. Results go to the
 * standard output stream, messages to the error stream. Confined to one thread.
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
                case LINT -> lint(given);
                case EXPLAIN -> explain(given);
            };
        } catch (OutputError bug) {
            messages.println(bug.dump(Path.of("heddle")));
        } catch (IOException unreadable) {
            error(why(unreadable));
        } catch (UncheckedIOException unreadable) {
            error(unreadable.getMessage());
        } catch (IllegalArgumentException refused) {
            error(refused.getMessage());
            messages.println("   = help: `--help` lists commands and options");
        } catch (RuntimeException failure) {
            error(failure.getMessage());
        }
        return FAILED;
    }

    /** Files are named as others have named them, so the name may hold what a terminal obeys. */
    private void error(@Nullable String message) {
        messages.println("error: " + Printable.of(String.valueOf(message)));
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
            return folder ? weaveFolder(place, path, given) : weaveJar(place, path, given);
        }
    }

    private int weaveFolder(Path folder, ClassPath path, Arguments given) throws IOException {
        Path root = folder.toRealPath();
        if (root.getFileName() == null) {
            throw new IllegalArgumentException("`" + folder + "` is a whole file system");
        }
        Path records = root.resolveSibling(root.getFileName() + ".heddle");
        Weaver weaver = new Weaver(path, given.options(), sources(given));
        DirectoryWeaver.Choices choices = DirectoryWeaver.Choices.all(Weaver.version() + "\n" + given.settings());
        DirectoryWeaver.Outcome outcome = new DirectoryWeaver(root, records, weaver::weave, choices).weave();
        return tell(
                outcome.diagnostics(),
                given,
                "no class was woven",
                "wove " + outcome.plans().size() + " of " + outcome.classes() + " classes");
    }

    private int weaveJar(Path jar, ClassPath path, Arguments given) throws IOException {
        Path output = given.output() == null ? jar : given.output();
        JarWeaver.Outcome outcome = new JarWeaver(jar, path, given.options(), sources(given)).weave(output);
        if (!outcome.nested().isEmpty()) {
            messages.println("note: archives inside the archive are left alone: "
                    + Printable.of(String.join(", ", outcome.nested())));
        }
        return tell(
                outcome.diagnostics(),
                given,
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
                                given,
                                "`" + place + "` is not woven as it should be",
                                "verified " + outcome.classes() + " classes in " + place));
            }
        }
        return exitCode;
    }

    private int explain(Arguments given) throws IOException {
        Path place = given.places().get(0);
        SourceFolders sources = sources(given);
        List<Path> classPath =
                Stream.concat(Stream.of(place), given.classPath().stream()).toList();
        Explanations told = ExplainedClasses.of(
                place, place.toString(), name -> true, classPath, given.options(), sources, ClassBytes.NONE);
        Path output = given.output();
        if (output == null) {
            results.print(told.overview());
        } else {
            Files.writeString(output, output.toString().endsWith(".txt") ? told.text() : told.page());
            results.println(told.summary());
        }
        if (told.errors() > 0) {
            messages.println((told.errors() == 1 ? "1 error" : told.errors() + " errors")
                    + "; classes with errors cannot be woven, and so are not explained");
            return FOUND;
        }
        return DONE;
    }

    private static ClassPath classPath(Arguments given, Stream<Path> first) {
        return ClassPath.open(Stream.concat(first, given.classPath().stream()).toList());
    }

    private int lint(Arguments given) throws IOException {
        List<Diagnostic> findings = new ArrayList<>();
        int classes = 0;
        int unknown = 0;
        for (Path place : given.places()) {
            try (ClassPath path = classPath(given, Stream.of(place))) {
                Lint.Outcome outcome =
                        Lint.of(place, name -> true, path, given.options(), sources(given), ClassBytes.NONE);
                findings.addAll(outcome.findings());
                classes += outcome.classes();
                unknown += outcome.unknown();
            }
        }
        if (unknown > 0) {
            messages.println(
                    "note: " + unknown + " of " + classes + " classes are woven already, and nothing can be found"
                            + " in them; look at classes before they are woven");
        }
        if (given.sarif() != null) {
            Files.writeString(given.sarif(), Sarif.of(findings, sources(given), uri(given)));
        }
        if (given.newBaseline() != null) {
            Baseline baseline = Baseline.of(findings);
            Files.writeString(given.newBaseline(), baseline.text());
            results.println("wrote " + baseline.size() + " findings to " + given.newBaseline());
            findings.removeIf(finding -> baseline.allowed(finding) > 0);
        }
        return tell(findings, given, "that is what stops a build", "looked at " + classes + " classes");
    }

    /** Where a source file is, as seen from here. */
    private static UnaryOperator<String> uri(Arguments given) {
        Path here = Path.of("").toAbsolutePath();
        return file -> sources(given)
                .find(file)
                .map(found -> found.toAbsolutePath().normalize())
                .filter(found -> found.startsWith(here))
                .map(found -> here.relativize(found).toString().replace(File.separatorChar, '/'))
                .orElse(file);
    }

    private static SourceFolders sources(Arguments given) {
        return new SourceFolders(given.sources(), StandardCharsets.UTF_8);
    }

    private int tell(List<Diagnostic> diagnostics, Arguments given, String failed, String done) {
        SourceFolders sources = sources(given);
        diagnostics.forEach(diagnostic -> messages.println(diagnostic.render(sources)));
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
