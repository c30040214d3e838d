package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * {@code field += await(x)}: a field is read, then the method waits, then the field is written with what was made of the old
 * value.
 */
record StaleRead(int line, String field, Labels labels) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        Map<FieldInsnNode, List<Site.Suspension>> kept = readsThatAreKept(code);
        if (kept.isEmpty()) {
            return;
        }
        for (AbstractInsnNode insn : code.facts().method().instructions) {
            if (insn instanceof FieldInsnNode write && isPut(write)) {
                for (FieldInsnNode read : readsIn(write, code)) {
                    for (Site.Suspension site : kept.getOrDefault(read, List.of())) {
                        if (read.name.equals(write.name)
                                && read.owner.equals(write.owner)
                                && isBehind(write, site, code)) {
                            found.accept(finding(read, site, write));
                        }
                    }
                }
            }
        }
    }

    /** Mostly it is one line that reads, awaits and writes. */
    private static StaleRead finding(FieldInsnNode read, Site.Suspension site, FieldInsnNode write) {
        int line = Lines.at(site.insn());
        Labels labels = Labels.of(Stream.of(Shown.field(read, "read here"), Shown.field(write, "written here"))
                .filter(label -> label.line() != line)
                .toList());
        return new StaleRead(line, read.name, labels);
    }

    private static boolean isBehind(FieldInsnNode write, Site.Suspension site, AsyncCode code) {
        MethodFacts facts = code.facts();
        return facts.flow().leads(facts.indexOf(site.insn()), facts.indexOf(write));
    }

    /** The reads of fields whose value lies below what is awaited, each with the awaits. */
    private static Map<FieldInsnNode, List<Site.Suspension>> readsThatAreKept(AsyncCode code) {
        Map<FieldInsnNode, List<Site.Suspension>> reads = new LinkedHashMap<>();
        for (Site.Suspension site : code.suspensions()) {
            for (Kept kept : Kept.at(site, code)) {
                if (kept.place() == Kept.Place.OPERAND) {
                    Set<AbstractInsnNode> origins = kept.origins();
                    if (origins.size() == 1 && origins.iterator().next() instanceof FieldInsnNode read) {
                        reads.computeIfAbsent(read, none -> new ArrayList<>()).add(site);
                    }
                }
            }
        }
        return reads;
    }

    private static boolean isPut(FieldInsnNode field) {
        return field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC;
    }

    /** The reads of fields from which the value that is written has been computed. */
    private static List<FieldInsnNode> readsIn(FieldInsnNode write, AsyncCode code) {
        List<FieldInsnNode> reads = new ArrayList<>();
        Set<AbstractInsnNode> seen = new HashSet<>();
        Deque<AbstractInsnNode> work = new ArrayDeque<>(code.originsOf(write, 0));
        while (!work.isEmpty()) {
            AbstractInsnNode origin = work.pop();
            if (seen.add(origin) && code.facts().method().instructions.contains(origin)) {
                if (origin instanceof FieldInsnNode read && !isPut(read)) {
                    reads.add(read);
                }
                for (int depth = 0; depth < operands(origin); depth++) {
                    work.addAll(code.originsOf(origin, depth));
                }
            }
        }
        return reads;
    }

    /** How many operands an instruction makes its result of. */
    private static int operands(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        if (insn instanceof MethodInsnNode call) {
            return Type.getArgumentTypes(call.desc).length + (opcode == Opcodes.INVOKESTATIC ? 0 : 1);
        }
        if (insn instanceof InvokeDynamicInsnNode dynamic) {
            return Type.getArgumentTypes(dynamic.desc).length;
        }
        boolean isUnary =
                opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG || opcode >= Opcodes.I2L && opcode <= Opcodes.I2S;
        boolean isBinary = opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR;
        return isUnary ? 1 : isBinary ? 2 : 0;
    }

    @Override
    public Rule rule() {
        return Rule.STALE_READ;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + field + "` is read before an `await` and written after it",
                "Java reads the field before it awaits; what other tasks write to it meanwhile is lost",
                "await first, into a variable, then change the field");
    }
}
