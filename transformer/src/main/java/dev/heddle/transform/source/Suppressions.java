package dev.heddle.transform.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a source silences rules by {@code @SuppressWarnings("heddle:H101")}: from the annotation to the end of the class, method
 * or variable that carries it. {@code "heddle"} silences all rules. Immutable.
 */
public final class Suppressions {
    private static final String ANNOTATION = "SuppressWarnings";
    private static final String ALL = "heddle";
    private static final String PREFIX = "heddle:";

    private final List<Range> ranges;

    private Suppressions(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    private record Range(String name, int firstLine, int lastLine) {}

    /** What a source silences. */
    public static Suppressions in(List<String> lines) {
        if (lines.stream().noneMatch(line -> line.contains(ANNOTATION))) {
            return new Suppressions(List.of());
        }
        List<Token> tokens = Tokens.of(lines);
        List<Range> ranges = new ArrayList<>();
        for (int index = 1; index < tokens.size(); index++) {
            if (tokens.get(index).is(ANNOTATION)
                    && (tokens.get(index - 1).is("@") || tokens.get(index - 1).is("."))) {
                int arguments = closing(tokens, index + 1);
                int end = endOfDeclaration(tokens, arguments + 1);
                for (Token token : tokens.subList(index, Math.min(arguments + 1, tokens.size()))) {
                    if (token.kind() == Token.Kind.TEXT) {
                        ranges.add(new Range(
                                token.text(),
                                tokens.get(index).line(),
                                tokens.get(Math.min(end, tokens.size() - 1)).line()));
                    }
                }
            }
        }
        return new Suppressions(ranges);
    }

    /** Whether what a rule finds in a line is not to be shown. */
    public boolean silence(String code, int line) {
        return ranges.stream()
                .anyMatch(range -> range.firstLine <= line
                        && line <= range.lastLine
                        && (range.name.equals(ALL) || range.name.equals(PREFIX + code)));
    }

    /** The declaration ends with the block that it opens outside of any parentheses, or with a semicolon. */
    private static int endOfDeclaration(List<Token> tokens, int from) {
        int index = from;
        while (index < tokens.size()) {
            Token token = tokens.get(index);
            if (token.is(";")) {
                return index;
            }
            if (token.is("{")) {
                return closing(tokens, index);
            }
            index = token.is("(") ? closing(tokens, index) + 1 : index + 1;
        }
        return index;
    }

    /** The sign that closes the one at an index, which opens; the index itself if it does not. */
    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int index = open; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            if (token.is("(") || token.is("{")) {
                depth++;
            } else if (token.is(")") || token.is("}")) {
                depth--;
            }
            if (depth == 0) {
                return index;
            }
        }
        return tokens.size();
    }
}
