package dev.heddle.transform.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a Java source into tokens; comments are left out. It takes any text: what is no Java gives tokens that mean nothing.
 * Used once, by one thread.
 */
final class Tokens {
    private static final String BLOCK = "\"\"\"";

    private final List<String> lines;
    private final List<Token> tokens = new ArrayList<>();
    private int line;
    private int column;

    private Tokens(List<String> lines) {
        this.lines = lines;
    }

    /** The tokens of a source, in order. */
    static List<Token> of(List<String> lines) {
        Tokens tokens = new Tokens(lines);
        while (tokens.line < lines.size()) {
            tokens.next();
        }
        return tokens.tokens;
    }

    private void next() {
        String text = lines.get(line);
        if (column >= text.length() || text.startsWith("//", column)) {
            line++;
            column = 0;
        } else if (text.startsWith("/*", column)) {
            skipTo("*/", column + 2);
        } else if (text.startsWith(BLOCK, column)) {
            skipTo(BLOCK, column + BLOCK.length());
        } else if (text.charAt(column) == '"' || text.charAt(column) == '\'') {
            quoted(text);
        } else if (Character.isJavaIdentifierPart(text.charAt(column))) {
            int end = column;
            while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
                end++;
            }
            add(Token.Kind.WORD, text.substring(column, end), end);
        } else {
            if (!Character.isWhitespace(text.charAt(column))) {
                tokens.add(new Token(Token.Kind.SIGN, text.substring(column, column + 1), line + 1, column));
            }
            column++;
        }
    }

    /** Goes behind the next occurrence of an end, on this line or a later one. */
    private void skipTo(String end, int from) {
        int found = lines.get(line).indexOf(end, from);
        while (found < 0 && ++line < lines.size()) {
            found = lines.get(line).indexOf(end);
        }
        column = found < 0 ? 0 : found + end.length();
    }

    private void quoted(String text) {
        char quote = text.charAt(column);
        int end = column + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        end = Math.min(end, text.length());
        add(Token.Kind.TEXT, text.substring(column + 1, end), Math.min(end + 1, text.length()));
    }

    private void add(Token.Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, line + 1, column));
        column = end;
    }
}
