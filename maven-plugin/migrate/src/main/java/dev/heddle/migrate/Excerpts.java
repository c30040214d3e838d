package dev.heddle.migrate;

import com.sun.source.tree.Tree;

/** Parts of a file's text, with the edits in them, moved to the indentation of other lines. Confined to one thread. */
final class Excerpts {
    private final Unit unit;
    private final Edits moved;

    Excerpts(Unit unit, Edits moved) {
        this.unit = unit;
        this.moved = moved;
    }

    /** The text of a tree. */
    String of(Tree tree, Lines lines) {
        String text = moved.apply(unit.source.text(), unit.start(tree), unit.end(tree));
        return Lines.shift(text, unit.source.indent(unit.start(tree)), lines.indent);
    }

    /** The statements of a part of a block, with the comments between them. */
    String of(Chain.Piece piece, Lines lines) {
        return upTo(piece.end(), piece, lines);
    }

    /** Writes what stands before the statement that leaves a part of a block, if anything does. */
    void before(Chain.Exit exit, Chain.Piece piece, Lines lines) {
        Tree statement = exit.statement();
        if (statement != null && unit.start(statement) > first(piece)) {
            lines.add(upTo(unit.start(statement), piece, lines));
        }
    }

    /** Writes the comments that stand in a range of the text. */
    void comments(int start, int end, Lines lines) {
        Comments.in(unit.source.text().substring(start, end)).forEach(lines::add);
    }

    private String upTo(int end, Chain.Piece piece, Lines lines) {
        int first = first(piece);
        String text = moved.apply(unit.source.text(), first, end).stripTrailing();
        return Lines.shift(text, unit.source.indent(first), lines.indent);
    }

    private int first(Chain.Piece piece) {
        return unit.source.skipWhitespace(piece.start());
    }
}
