package dev.heddle.transform.command;

import dev.heddle.transform.WeaverOptions;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of one command. Immutable.
 *
 * @param places the folders and jars to work on; exactly one for {@code weave}
 * @param output where the woven jar goes; null for the place of the jar
 */
record Arguments(
        Command command, List<Path> places, @Nullable Path output, List<Path> classPath, WeaverOptions options) {

    enum Command {
        WEAVE,
        VERIFY
    }

    /** @throws IllegalArgumentException saying what is wrong with the words */
    static Arguments parse(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command is missing: `weave` or `verify`");
        }
        Command command = command(words.get(0));
        List<Path> places = new ArrayList<>();
        Path output = null;
        List<Path> classPath = new ArrayList<>();
        WeaverOptions options = WeaverOptions.DEFAULT;
        Iterator<String> rest = words.subList(1, words.size()).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals("-o") && command == Command.WEAVE) {
                output = path(valueOf(word, rest));
            } else if (word.equals("--class-path")) {
                Stream.of(valueOf(word, rest).split(File.pathSeparator))
                        .filter(each -> !each.isEmpty())
                        .forEach(each -> classPath.add(path(each)));
            } else if (word.startsWith("--")) {
                options = options.with(word.substring(2));
            } else if (word.startsWith("-")) {
                throw new IllegalArgumentException("unknown option `" + word + "`");
            } else {
                places.add(path(word));
            }
        }
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a folder or a jar is missing");
        }
        if (command == Command.WEAVE && places.size() > 1) {
            throw new IllegalArgumentException("`weave` takes one folder or jar, not " + places.size());
        }
        return new Arguments(command, places, output, classPath, options);
    }

    private static Command command(String word) {
        for (Command command : Command.values()) {
            if (command.name().toLowerCase(Locale.ROOT).equals(word)) {
                return command;
            }
        }
        throw new IllegalArgumentException("unknown command `" + word + "`; there are `weave` and `verify`");
    }

    private static String valueOf(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("`" + option + "` needs a value behind it");
        }
        return rest.next();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("`" + text + "` is no path: " + e.getReason(), e);
        }
    }
}
