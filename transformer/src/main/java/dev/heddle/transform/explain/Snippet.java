package dev.heddle.transform.explain;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The lines of the source in which a method stands. Class files tell the lines of instructions only, so the declaration is
 * looked for above the first of them, and the end by the indentation below the last. Immutable.
 *
 * @param first number of the first line
 * @param lines without what all of them are indented by; none where the source is not at hand
 */
record Snippet(int first, List<String> lines) {
    private static final Snippet NONE = new Snippet(0, List.of());

    /** A declaration with more lines than this between its name and its first instruction is not found. */
    private static final int FARTHEST = 30;

    private static final Set<String> NO_TYPES =
            Set.of("return", "new", "else", "throw", "yield", "case", "do", "await", "assert");

    Snippet {
        lines = List.copyOf(lines);
    }

    /** The lines of a method in its file. */
    static Snippet of(MethodNode method, List<String> file) {
        int from = Integer.MAX_VALUE;
        int to = 0;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof LineNumberNode number) {
                from = Math.min(from, number.line);
                to = Math.max(to, number.line);
            }
        }
        if (to == 0 || to > file.size()) {
            return NONE; // the source is newer or older than the class file
        }
        int start = annotations(declaration(method.name, from, file), file);
        int end = end(start, to, file);
        return new Snippet(start, outdented(file.subList(start - 1, end)));
    }

    int last() {
        return first + lines.size() - 1;
    }

    private static int declaration(String name, int from, List<String> file) {
        boolean isLambda = name.contains("lambda$") || name.contains("$anonfun$");
        Pattern declared = isLambda
                ? Pattern.compile("->|::|\\{\\s*$")
                : Pattern.compile("(?:^\\s*|([\\w$>\\]?]+)\\s+)" + Pattern.quote(name) + "\\s*\\(");
        for (int number = from; number > Math.max(0, from - FARTHEST); number--) {
            String line = file.get(number - 1);
            Matcher matcher = declared.matcher(line);
            if (matcher.find()) {
                boolean isCall = !isLambda
                        && (matcher.group(1) == null
                                ? line.stripTrailing().endsWith(";")
                                : NO_TYPES.contains(matcher.group(1)));
                if (!isCall) {
                    return number;
                }
            }
            if (number < from && line.strip().startsWith("}")) {
                break; // what stands above it belongs to something else
            }
        }
        return from;
    }

    private static int annotations(int declaration, List<String> file) {
        int start = declaration;
        while (start > 1 && file.get(start - 2).strip().matches("@.*[^;}]")) {
            start--;
        }
        return start;
    }

    /** The first line that is indented no deeper than the beginning, if it closes something; otherwise the last known. */
    private static int end(int start, int to, List<String> file) {
        int depth = indentation(file.get(start - 1));
        for (int number = to; number <= file.size(); number++) {
            String line = file.get(number - 1);
            boolean isOutside = !line.isBlank() && indentation(line) <= depth;
            if (isOutside && number > start) {
                return line.strip().matches("[)}\\]].*") ? number : Math.max(to, number - 1);
            }
            if (isOutside && closes(line)) {
                return number; // all in one line
            }
        }
        return to;
    }

    private static boolean closes(String line) {
        return line.strip().matches(".*[};]");
    }

    private static int indentation(String line) {
        return line.replace("\t", "    ").length()
                - line.replace("\t", "    ").stripLeading().length();
    }

    private static List<String> outdented(List<String> lines) {
        List<String> spaced = lines.stream()
                .map(line -> line.replace("\t", "    ").stripTrailing())
                .toList();
        int depth = spaced.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(Snippet::indentation)
                .min()
                .orElse(0);
        return spaced.stream()
                .map(line -> line.length() <= depth ? line.strip() : line.substring(depth))
                .toList();
    }
}
