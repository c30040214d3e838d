package dev.heddle.transform.check;

import dev.heddle.transform.emit.CodeTooLarge;
import dev.heddle.transform.emit.CodeTooLarge.Excess;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.TextLength;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Slot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** A method or class that passes a limit of the class file format (JVMS §4.11), or of what weaving can take in. */
record TooLarge(int line, Wording wording) implements Finding {
    private static final int LIMIT = 65535;
    private static final int SHOWN_LINES = 8;

    /** Locals that a woven body may need behind those of the method: for the frame, the outcome, and scratch. */
    private static final int OWN_LOCALS = 8;

    /** Types of locals and operands, over all instructions; some 250 MB. */
    private static final long MOST_TYPES = 1 << 26;

    /** Instructions in protected ranges, over all ranges. */
    private static final long MOST_PROTECTED = 1 << 24;

    private static final String HELP = "move a part of it to another `@Async` method";

    /** A method of which too much would have to be known at the same time. */
    static void check(Subject subject, Consumer<Finding> found) {
        MethodNode method = subject.method();
        long instructions = method.instructions.size();
        int places = method.maxLocals + method.maxStack;
        if (places + OWN_LOCALS > LIMIT
                || instructions * places > MOST_TYPES
                || protectedInstructions(method) > MOST_PROTECTED) {
            found.accept(new TooLarge(
                    Lines.first(method),
                    new Wording(
                            "method is too large to be woven",
                            "it has " + instructions + " instructions, " + method.maxLocals + " local variables, "
                                    + method.maxStack + " operands and " + method.tryCatchBlocks.size()
                                    + " protected ranges",
                            HELP)));
        }
    }

    /** A value that is kept in a field, of a type that can be named as a class (JVMS §4.2.1), but not as that of a field. */
    static void inFrame(AsyncPlan plan, Consumer<Finding> found) {
        for (Slot slot : plan.slots()) {
            int bytes = TextLength.of(slot.type().getDescriptor());
            if (bytes > TextLength.MOST) {
                found.accept(new TooLarge(
                        plan.line(),
                        new Wording(
                                "the type of a value that is kept has a name that is too long",
                                "the descriptor of the field that keeps it would have " + bytes + " bytes, "
                                        + (bytes - TextLength.MOST) + " over the limit",
                                "use the value up before the await")));
            }
        }
    }

    private static long protectedInstructions(MethodNode method) {
        long sum = 0;
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            sum += Math.max(0, method.instructions.indexOf(block.end) - method.instructions.indexOf(block.start));
        }
        return sum;
    }

    /** Methods that are too large once they are woven, or beside those that are. */
    static void check(ClassNode owner, CodeTooLarge tooLarge, Report report) {
        for (Excess excess : tooLarge.excesses()) {
            report.add(excess.plan().facts().method(), of(excess));
        }
        for (MethodNode method : owner.methods) {
            if (tooLarge.excesses().isEmpty() && tooLarge.isOf(method)) {
                report.add(
                        method,
                        new TooLarge(
                                Lines.first(method),
                                new Wording(
                                        "method is too large once the class is woven",
                                        "it is not woven itself; constants of the class have other numbers then, and"
                                                + " longer instructions load some of them",
                                        "move it, or a part of it, to another class")));
            }
        }
    }

    private static TooLarge of(Excess excess) {
        return new TooLarge(
                excess.plan().line(),
                new Wording(
                        "method is too large after weaving: " + excess.bytes() + " bytes, " + (excess.bytes() - LIMIT)
                                + " over the limit",
                        List.of(
                                "its " + excess.body() + " is too large, with "
                                        + counted(excess.plan().states().size(), "suspension point") + " and "
                                        + counted(excess.plan().slots().size(), "slot"),
                                "bytes by line: " + byLine(excess.bytesByLine())),
                        HELP));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String byLine(Map<Integer, Integer> bytesByLine) {
        List<Map.Entry<Integer, Integer>> largestFirst = new ArrayList<>(bytesByLine.entrySet());
        largestFirst.sort(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        List<String> parts = new ArrayList<>();
        largestFirst.stream().limit(SHOWN_LINES).forEach(line -> {
            String where = line.getKey() == 0 ? "no line" : "line " + line.getKey();
            parts.add(where + ": " + line.getValue());
        });
        if (largestFirst.size() > SHOWN_LINES) {
            int rest = largestFirst.stream()
                    .skip(SHOWN_LINES)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            parts.add((largestFirst.size() - SHOWN_LINES) + " others: " + rest);
        }
        return String.join(", ", parts);
    }

    /** A class with more constants, once it is woven, than a class file can number. */
    static void check(MethodNode place, int line, ClassTooLargeException tooLarge, Report report) {
        int constants = tooLarge.getConstantPoolCount();
        report.add(
                place,
                new TooLarge(
                        line,
                        new Wording(
                                "class is too large after weaving: " + constants + " constants, " + (constants - LIMIT)
                                        + " over the limit",
                                "each name, type, text and member that the code of a class mentions is one of its"
                                        + " constants",
                                "move some of its methods to another class")));
    }

    @Override
    public Rule rule() {
        return Rule.TOO_LARGE;
    }
}
