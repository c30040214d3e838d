package dev.heddle.javac;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import dev.heddle.transform.Diagnostic;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the tree of which a message speaks. Class files have lines and no columns: it is the first name in the line that
 * the message has in backticks, or else whatever begins in that line. Confined to one search.
 */
final class MentionedTree extends TreeScanner<@Nullable Void, @Nullable Void> {
    private static final Pattern NAME = Pattern.compile("`[^`]*?([\\w$]+)(?:\\([^`]*)?`");

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final long line;
    private final Set<String> names;
    private @Nullable Tree named;
    private @Nullable Tree first;

    private MentionedTree(CompilationUnitTree unit, SourcePositions positions, long line, Set<String> names) {
        this.unit = unit;
        this.positions = positions;
        this.line = line;
        this.names = names;
    }

    /** The best place for a message; the first type of the file if it names no line or one that is not there. */
    static Tree of(Diagnostic diagnostic, CompilationUnitTree unit, SourcePositions positions) {
        Set<String> names = NAME.matcher(diagnostic.message())
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        MentionedTree search =
                new MentionedTree(unit, positions, diagnostic.place().line(), names);
        search.scan(unit.getTypeDecls(), null);
        Tree found = search.named == null ? search.first : search.named;
        if (found != null) {
            return found;
        }
        return unit.getTypeDecls().isEmpty() ? unit : unit.getTypeDecls().get(0);
    }

    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
        if (tree != null && isBeside(tree)) {
            return null;
        }
        if (tree != null) {
            if (first == null && lineOf(positions.getStartPosition(unit, tree)) == line) {
                first = tree;
            }
            if (named == null && names.contains(nameOf(tree)) && lineOf(namePosition(tree)) == line) {
                named = tree;
            }
        }
        return super.scan(tree, nothing);
    }

    /** Whether no part of it can be in the line. */
    private boolean isBeside(Tree tree) {
        long start = positions.getStartPosition(unit, tree);
        long end = positions.getEndPosition(unit, tree);
        return start >= 0 && end >= 0 && (line < lineOf(start) || lineOf(end) < line);
    }

    private static String nameOf(Tree tree) {
        if (tree instanceof IdentifierTree identifier) {
            return identifier.getName().toString();
        }
        if (tree instanceof MemberSelectTree member) {
            return member.getIdentifier().toString();
        }
        return tree instanceof MethodTree method ? method.getName().toString() : "";
    }

    /** A member is named at the end of its tree, which may be lines below the beginning. */
    private long namePosition(Tree tree) {
        return tree instanceof MemberSelectTree
                ? positions.getEndPosition(unit, tree) - 1
                : positions.getStartPosition(unit, tree);
    }

    private long lineOf(long position) {
        return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
    }
}
