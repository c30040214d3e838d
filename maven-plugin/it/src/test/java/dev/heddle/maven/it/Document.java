package dev.heddle.maven.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of the tree, as it stands there. Immutable.
 *
 * @param name path from the root of the tree
 */
record Document(String name, String text) {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("\\s+# .*$");
    private static final Set<String> LEFT_OUT = Set.of("target", ".git");

    /** A code block. */
    record Block(String language, String text) {}

    static Document of(String name) {
        try {
            return new Document(name, Files.readString(Heddle.ROOT.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of the tree, without what builds have copied, by name. */
    static List<Document> all() throws IOException {
        try (Stream<Path> files = Files.walk(Heddle.ROOT)) {
            return files.map(Heddle.ROOT::relativize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.iterate(file, folder -> folder != null, Path::getParent)
                            .noneMatch(folder ->
                                    LEFT_OUT.contains(folder.getFileName().toString())))
                    .map(file -> Document.of(file.toString()))
                    .sorted((left, right) -> left.name().compareTo(right.name()))
                    .toList();
        }
    }

    List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    /** The only block in this language. */
    String block(String language) {
        return only(
                blocks().stream()
                        .filter(block -> block.language().equals(language))
                        .map(Block::text)
                        .toList(),
                "blocks of " + language);
    }

    /** The commands, one a line, without the comments behind them. */
    List<String> commands() {
        return blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.text().lines())
                .map(line -> COMMENT.matcher(line).replaceFirst(""))
                .toList();
    }

    /** The words of the only command that begins like this. */
    List<String> command(String beginning) {
        return List.of(only(
                        commands().stream()
                                .filter(line -> line.startsWith(beginning))
                                .toList(),
                        "commands that begin with " + beginning)
                .split(" "));
    }

    /** The lines of prose: what stands neither in code blocks nor in tables. */
    List<String> prose() {
        return BLOCK.matcher(text)
                .replaceAll("")
                .lines()
                .filter(line -> !line.startsWith("|"))
                .toList();
    }

    private String only(List<String> found, String what) {
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " " + what + " in " + name);
        }
        return found.get(0);
    }
}
