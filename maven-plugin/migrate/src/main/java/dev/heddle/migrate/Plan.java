package dev.heddle.migrate;

import com.sun.source.tree.Tree;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * How a method, or a file, is to be rewritten. Valid as long as its unit is.
 *
 * @param subject for messages
 * @param method the key of the method, null for a whole file
 * @param position of what is rewritten, for messages
 * @param edits of the file, without the imports
 * @param imports what the new text needs
 * @param replaced calls of the program that the new text has no more
 * @param added what the new text calls besides, by {@link Calls}
 * @param notes what is different behind it
 */
record Plan(
        Unit unit,
        String subject,
        @Nullable String method,
        int position,
        Edits edits,
        SortedSet<String> imports,
        List<Tree> replaced,
        List<String> added,
        List<Remark> notes) {
    Remark refused(String message, @Nullable String help) {
        int end = unit.source.lineEnd(position);
        return Remark.at(Remark.Severity.REFUSED, message, subject, unit.source, position, end, help);
    }
}
