package dev.heddle.transform.explain;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.plan.TypeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Tells why a value is kept: who reads it when the method goes on. Confined to one method. */
final class Readers {
    /** Of more lines than these the others are counted only. */
    private static final int MOST_LINES = 4;

    private static final String NOBODY = "still in scope, for debuggers";

    private final MethodFacts facts;
    private final InsnList code;
    private final Walk walk;
    private final int[] lines;

    Readers(MethodFacts facts, Walk walk) {
        this.facts = facts;
        this.code = facts.method().instructions;
        this.walk = walk;
        this.lines = new int[code.size()];
        int line = 0;
        for (int index = 0; index < lines.length; index++) {
            line = code.get(index) instanceof LineNumberNode number ? number.line : line;
            lines[index] = line;
        }
    }

    /** Who reads a local when the method goes on behind a suspension point. */
    String ofLocal(AbstractInsnNode at, int local) {
        int index = code.indexOf(at);
        SortedSet<Integer> run = reads(walk.running(index), walk::running, local);
        SortedSet<Integer> failure = reads(walk.either(index), walk::either, local);
        failure.removeAll(run);
        if (run.isEmpty()) {
            return failure.isEmpty() ? NOBODY : "read " + places(failure) + ", after a failure";
        }
        return "read " + places(run) + (failure.isEmpty() ? "" : ", after a failure " + places(failure));
    }

    /** Who reads a parameter. */
    String ofParameter(int local) {
        SortedSet<Integer> any = reads(List.of(0), walk::either, local);
        return any.isEmpty() ? NOBODY : "read " + places(any);
    }

    /** The lines in which a local is read before it is written. */
    private SortedSet<Integer> reads(List<Integer> starts, IntFunction<List<Integer>> next, int local) {
        SortedSet<Integer> found = new TreeSet<>();
        Walk.from(starts, next, index -> {
            AbstractInsnNode insn = code.get(index);
            boolean writes = false;
            if (insn instanceof VarInsnNode access && access.var == local) {
                writes = access.getOpcode() >= Opcodes.ISTORE && access.getOpcode() <= Opcodes.ASTORE;
                if (!writes) {
                    found.add(lines[index]);
                }
            } else if (insn instanceof IincInsnNode increment && increment.var == local) {
                found.add(lines[index]);
            }
            return !writes;
        });
        return found;
    }

    /** Who takes an operand from the stack when the method goes on behind a suspension point. */
    String ofOperand(AbstractInsnNode at, int operand) {
        Set<Integer> seen = new HashSet<>();
        int index = code.indexOf(at);
        int place = operand;
        while (seen.add(index)) {
            int after = after(index, place);
            if (after < 0) {
                return consumer(index);
            }
            List<Integer> next = walk.running(index);
            if (next.isEmpty()) {
                break;
            }
            index = next.get(0);
            place = after;
        }
        return "used by what goes on here";
    }

    private String consumer(int index) {
        String where = lines[index] == 0 ? "" : " in line " + lines[index];
        return code.get(index) instanceof MethodInsnNode call
                ? "operand of " + TypeNames.call(call) + where
                : "operand of the expression" + where;
    }

    /** Where on the stack an operand is behind an instruction; -1 if the instruction takes it. */
    private int after(int index, int operand) {
        AbstractInsnNode insn = code.get(index);
        Frame<BasicValue> before = facts.types()[index];
        if (insn.getOpcode() < 0 || insn.getOpcode() == Opcodes.CHECKCAST || before == null) {
            return operand;
        }
        Frame<BasicValue> frame = new Frame<>(before);
        BasicValue followed = new Followed(before.getStack(operand));
        frame.setStack(operand, followed);
        try {
            frame.execute(insn, new BasicInterpreter());
        } catch (AnalyzerException invalid) {
            throw new IllegalArgumentException("invalid bytecode at instruction " + index, invalid);
        }
        for (int i = 0; i < frame.getStackSize(); i++) {
            if (frame.getStack(i) == followed) {
                return i;
            }
        }
        return -1;
    }

    private static String places(SortedSet<Integer> found) {
        List<Integer> known = found.stream().filter(line -> line > 0).toList();
        if (known.isEmpty()) {
            return "again";
        }
        List<String> shown = new ArrayList<>();
        known.subList(0, Math.min(MOST_LINES, known.size())).forEach(line -> shown.add(String.valueOf(line)));
        int more = known.size() - shown.size();
        String last = more > 0 ? more + " more" : shown.remove(shown.size() - 1);
        String list = shown.isEmpty() ? last : String.join(", ", shown) + " and " + last;
        return (known.size() == 1 ? "in line " : "in lines ") + list;
    }

    /** An operand that is told from others by its identity. */
    private static final class Followed extends BasicValue {
        Followed(BasicValue value) {
            super(value.getType());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
