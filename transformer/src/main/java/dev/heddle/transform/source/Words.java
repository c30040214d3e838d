package dev.heddle.transform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds words in the lines of a source, not in its comments and texts. Stateless. */
public final class Words {
    private Words() {}

    /**
     * Where a word stands in a line: if it is there once, or once as the name of a call.
     *
     * @param line from 1
     */
    public static Optional<Span> find(List<String> lines, int line, String word) {
        List<Token> tokens = Tokens.of(lines);
        int index = only(tokens, line, word);
        return index < 0 ? Optional.empty() : Optional.of(span(tokens.get(index), tokens.get(index)));
    }

    /** The same with what stands in parentheses behind the word, if that ends in the same line. */
    public static Optional<Span> findWithArguments(List<String> lines, int line, String word) {
        List<Token> tokens = Tokens.of(lines);
        int index = only(tokens, line, word);
        if (index < 0) {
            return Optional.empty();
        }
        Token last = tokens.get(isCall(tokens, index) ? closing(tokens, index + 1) : index);
        return Optional.of(span(tokens.get(index), last.line() == line ? last : tokens.get(index)));
    }

    /** The index of the word that is meant, -1 if there is none or nobody knows which. */
    private static int only(List<Token> tokens, int line, String word) {
        List<Integer> all = new ArrayList<>();
        List<Integer> calls = new ArrayList<>();
        for (int index = 0; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            if (token.line() == line
                    && token.kind() == Token.Kind.WORD
                    && token.text().equals(word)) {
                all.add(index);
                if (isCall(tokens, index)) {
                    calls.add(index);
                }
            }
        }
        List<Integer> meant = calls.size() == 1 ? calls : all;
        return meant.size() == 1 ? meant.get(0) : -1;
    }

    private static boolean isCall(List<Token> tokens, int index) {
        return index + 1 < tokens.size() && tokens.get(index + 1).is("(");
    }

    /** The parenthesis that closes the one at an index; the last token if there is none. */
    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int index = open; index < tokens.size(); index++) {
            depth += tokens.get(index).is("(") ? 1 : tokens.get(index).is(")") ? -1 : 0;
            if (depth == 0) {
                return index;
            }
        }
        return tokens.size() - 1;
    }

    /** Of words and signs, whose text is what stands there. */
    private static Span span(Token first, Token last) {
        return new Span(first.column(), last.column() + last.text().length());
    }
}
