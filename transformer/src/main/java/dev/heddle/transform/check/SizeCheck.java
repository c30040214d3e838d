package dev.heddle.transform.check;

import dev.heddle.transform.Diagnostic;
import dev.heddle.transform.emit.CodeTooLarge;
import dev.heddle.transform.emit.CodeTooLarge.Excess;
import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** What is said where a limit of the class file format (JVMS §4.11) is passed, or one of what weaving can take in. */
public final class SizeCheck {
    private static final int LIMIT = 65535;
    private static final int SHOWN_LINES = 8;

    /** Locals that a woven body may need behind those of the method: for the frame, the outcome, and scratch. */
    private static final int OWN_LOCALS = 8;

    /** Types of locals and operands, over all instructions; some 250 MB. */
    private static final long MOST_TYPES = 1 << 26;

    /** Instructions in protected ranges, over all ranges. */
    private static final long MOST_PROTECTED = 1 << 24;

    private static final String HELP = "move a part of it to another `@Async` method";

    private SizeCheck() {}

    /** A method of which too much would have to be known at the same time. */
    public static List<Diagnostic> of(ClassNode owner, MethodNode method) {
        long instructions = method.instructions.size();
        boolean tooManyLocals = method.maxLocals + method.maxStack + OWN_LOCALS > LIMIT;
        if (!tooManyLocals
                && instructions * (method.maxLocals + method.maxStack) <= MOST_TYPES
                && protectedInstructions(method) <= MOST_PROTECTED) {
            return List.of();
        }
        return List.of(new Reporter(owner, method)
                .error(
                        Rule.TOO_LARGE,
                        Lines.first(method),
                        "method is too large to be woven",
                        "it has " + instructions + " instructions, " + method.maxLocals + " local variables, "
                                + method.maxStack + " operands and " + method.tryCatchBlocks.size()
                                + " protected ranges",
                        HELP));
    }

    private static long protectedInstructions(MethodNode method) {
        long sum = 0;
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            sum += Math.max(0, method.instructions.indexOf(block.end) - method.instructions.indexOf(block.start));
        }
        return sum;
    }

    /** Methods that are too large once they are woven. */
    public static List<Diagnostic> tooLarge(ClassNode owner, CodeTooLarge tooLarge) {
        List<Diagnostic> found = new ArrayList<>();
        tooLarge.excesses().forEach(excess -> found.add(tooLarge(excess)));
        owner.methods.stream()
                .filter(tooLarge::isOf)
                .forEach(method -> found.add(new Reporter(owner, method)
                        .error(
                                Rule.TOO_LARGE,
                                Lines.first(method),
                                "method is too large once the class is woven",
                                "it is not woven itself; constants of the class have other numbers then, and longer"
                                        + " instructions load some of them",
                                "move it, or a part of it, to another class")));
        return found;
    }

    private static Diagnostic tooLarge(Excess excess) {
        MethodNode method = excess.plan().facts().method();
        return new Reporter(excess.plan().facts().owner(), method)
                .error(
                        Rule.TOO_LARGE,
                        Lines.first(method),
                        "method is too large after weaving: " + excess.bytes() + " bytes, " + (excess.bytes() - LIMIT)
                                + " over the limit",
                        "its " + excess.body() + " has "
                                + excess.plan().states().size() + " suspension points and "
                                + excess.plan().slots().size() + " slots; bytes by line: "
                                + byLine(excess.bytesByLine()),
                        HELP);
    }

    private static String byLine(Map<Integer, Integer> bytesByLine) {
        List<Map.Entry<Integer, Integer>> largestFirst = new ArrayList<>(bytesByLine.entrySet());
        largestFirst.sort(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<String> parts = new ArrayList<>();
        largestFirst.stream()
                .limit(SHOWN_LINES)
                .forEach(line ->
                        parts.add((line.getKey() == 0 ? "no line" : "line " + line.getKey()) + " " + line.getValue()));
        if (largestFirst.size() > SHOWN_LINES) {
            int rest = largestFirst.stream()
                    .skip(SHOWN_LINES)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            parts.add((largestFirst.size() - SHOWN_LINES) + " others " + rest);
        }
        return String.join(", ", parts);
    }

    /** A class with more constants, once it is woven, than a class file can number. */
    public static Diagnostic tooLarge(ClassNode owner, ClassTooLargeException tooLarge) {
        int constants = tooLarge.getConstantPoolCount();
        return new Diagnostic(
                Diagnostic.Severity.ERROR,
                Rule.TOO_LARGE.code(),
                "class is too large after weaving: " + constants + " constants, " + (constants - LIMIT)
                        + " over the limit",
                new Diagnostic.Place(owner.name + ".class", 0, ""),
                List.of("each name, type, text and member that the code of a class mentions is one of its constants"),
                "move some of its methods to another class");
    }
}
