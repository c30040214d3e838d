package dev.heddle.transform.command;

import dev.heddle.transform.WeaverOptions;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of one command. Immutable.
 *
 * @param places the folders and jars to work on; exactly one for {@code weave} and {@code explain}
 * @param output where the woven jar goes, null for the place of the jar; or the explanation, null for the output stream
 * @param sources folders of source files
 * @param sarif where findings go as SARIF, or null
 * @param newBaseline where findings go as a baseline, or null
 * @param settings the options as they were given, in one text
 */
record Arguments(
        Command command,
        List<Path> places,
        @Nullable Path output,
        List<Path> classPath,
        List<Path> sources,
        @Nullable Path sarif,
        @Nullable Path newBaseline,
        WeaverOptions options,
        String settings) {

    enum Command {
        WEAVE,
        VERIFY,
        LINT,
        EXPLAIN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it takes one place and an output. */
        boolean hasOutput() {
            return this == WEAVE || this == EXPLAIN;
        }

        static String all() {
            return Arrays.stream(values()).map(each -> "`" + each.word() + "`").collect(Collectors.joining(", "));
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with the words */
    static Arguments parse(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command is missing; there are " + Command.all());
        }
        Command command = command(words.get(0));
        List<Path> places = new ArrayList<>();
        Path output = null;
        Path sarif = null;
        Path newBaseline = null;
        List<Path> classPath = new ArrayList<>();
        List<Path> sources = new ArrayList<>();
        WeaverOptions options = WeaverOptions.DEFAULT;
        List<String> settings = new ArrayList<>();
        Iterator<String> rest = words.subList(1, words.size()).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals("-o") && command.hasOutput()) {
                output = path(valueOf(word, rest));
            } else if (word.equals("--class-path")) {
                classPath.addAll(paths(valueOf(word, rest)));
            } else if (word.equals("--sources")) {
                sources.addAll(paths(valueOf(word, rest)));
            } else if (word.equals("--sarif") && command == Command.LINT) {
                sarif = path(valueOf(word, rest));
            } else if (word.equals("--new-baseline") && command == Command.LINT) {
                newBaseline = path(valueOf(word, rest));
            } else if (word.startsWith("--")) {
                options = options.with(word.substring(2));
                settings.add(word);
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("unknown option `" + word + "`");
            } else {
                places.add(path(word));
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a folder or a jar is missing");
        }
        if (command.hasOutput() && places.size() > 1) {
            throw new IllegalArgumentException(
                    "`" + command.word() + "` takes one folder or jar, not " + places.size());
        }
        return new Arguments(
                command, places, output, classPath, sources, sarif, newBaseline, options, String.join("\n", settings));
    }

    private static Command command(String word) {
        for (Command command : Command.values()) {
            if (command.word().equals(word)) {
                return command;
            }
        }
        throw new IllegalArgumentException("unknown command `" + word + "`; there are " + Command.all());
    }

    private static String valueOf(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("`" + option + "` needs a value behind it");
        }
        return rest.next();
    }

    private static List<Path> paths(String text) {
        return Stream.of(text.split(File.pathSeparator))
                .filter(each -> !each.isEmpty())
                .map(Arguments::path)
                .toList();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("`" + text + "` is no path: " + e.getReason(), e);
        }
    }
}
