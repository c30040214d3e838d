package dev.heddle.transform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Finds words in the lines of a source, not in its comments and texts. Stateless. */
public final class Words {
    private Words() {}

    /**
     * The column, from 0, at which a word stands in a line: if it is there once, or once as the name of a call.
     *
     * @param line from 1
     */
    public static OptionalInt column(List<String> lines, int line, String word) {
        List<Integer> all = new ArrayList<>();
        List<Integer> calls = new ArrayList<>();
        List<Token> tokens = Tokens.of(lines);
        for (int index = 0; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            if (token.line() == line
                    && token.kind() == Token.Kind.WORD
                    && token.text().equals(word)) {
                all.add(token.column());
                if (index + 1 < tokens.size() && tokens.get(index + 1).is("(")) {
                    calls.add(token.column());
                }
            }
        }
        List<Integer> meant = calls.size() == 1 ? calls : all;
        return meant.size() == 1 ? OptionalInt.of(meant.get(0)) : OptionalInt.empty();
    }
}
