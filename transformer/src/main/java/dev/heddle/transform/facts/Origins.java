package dev.heddle.transform.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Which instructions a value may come from, seen through copies, casts and merges. A parameter comes from an instruction
 * that is not in the method, an exception from the label of its handler.
 *
 * <p>One value is followed at a time, backwards over all ways into each instruction, so that the cost is that of the ways of
 * this value; a forward analysis keeps a set for every variable at every instruction, which is quadratic where protected
 * ranges are long. Confined to one weaving.
 */
public final class Origins {
    private final MethodFacts facts;
    private final InsnList code;
    private final List<List<Integer>> predecessors = new ArrayList<>();
    private final Map<Integer, List<Integer>> throwers = new HashMap<>();
    private final Map<Integer, AbstractInsnNode> parameters = new HashMap<>();

    /** Prepares to follow values of a method. */
    public Origins(MethodFacts facts) {
        this.facts = facts;
        code = facts.method().instructions;
        for (int index = 0; index < code.size(); index++) {
            predecessors.add(new ArrayList<>(2));
        }
        for (int index = 0; index < code.size(); index++) {
            if (facts.types()[index] != null) {
                for (int next : facts.flow().successors(index)) {
                    predecessors.get(next).add(index);
                }
                for (TryCatchBlockNode block : facts.flow().handlersOf(index)) {
                    throwers.computeIfAbsent(code.indexOf(block.handler), handler -> new ArrayList<>())
                            .add(index);
                }
            }
        }
    }

    /**
     * Where an operand may come from; nothing if the instruction cannot be reached.
     *
     * @param depth 0 for the top of the operand stack, 1 for the value below it, and so on
     */
    public Set<AbstractInsnNode> ofOperand(AbstractInsnNode insn, int depth) {
        int index = code.indexOf(insn);
        Frame<BasicValue> before = facts.types()[index];
        return before == null || before.getStackSize() <= depth
                ? Set.of()
                : follow(new Place(index, Place.Kind.OPERAND, before.getStackSize() - 1 - depth));
    }

    /** Where the value of a local before an instruction may come from; nothing if the instruction cannot be reached. */
    public Set<AbstractInsnNode> ofLocal(AbstractInsnNode insn, int local) {
        int index = code.indexOf(insn);
        return facts.types()[index] == null ? Set.of() : follow(new Place(index, Place.Kind.LOCAL, local));
    }

    private Set<AbstractInsnNode> follow(Place start) {
        Set<AbstractInsnNode> origins = new LinkedHashSet<>();
        Set<Place> seen = new HashSet<>(Set.of(start));
        Deque<Place> pending = new ArrayDeque<>(seen);
        while (!pending.isEmpty()) {
            Place place = pending.pop();
            for (Place earlier : earlier(place, origins)) {
                if (seen.add(earlier)) {
                    pending.push(earlier);
                }
            }
        }
        return origins;
    }

    /** The places from which a value comes to a place; what has been made on the way there goes to the origins. */
    private List<Place> earlier(Place place, Set<AbstractInsnNode> origins) {
        List<Place> earlier = new ArrayList<>(2);
        boolean isLocal = place.kind() == Place.Kind.LOCAL;
        if (place.before() == 0 && isLocal) {
            origins.add(parameters.computeIfAbsent(place.index(), local -> new InsnNode(Opcodes.NOP)));
        }
        for (int index : predecessors.get(place.before())) {
            Place source = isLocal ? localBefore(index, place.index()) : operandBefore(index, place.index());
            if (source == null) {
                origins.add(code.get(index));
            } else {
                earlier.add(source);
            }
        }
        for (int index : throwers.getOrDefault(place.before(), List.of())) {
            if (isLocal) {
                earlier.add(new Place(index, Place.Kind.LOCAL, place.index()));
            } else {
                origins.add(code.get(place.before()));
            }
        }
        return earlier;
    }

    /** Where what a local holds was before an instruction, or null if the instruction made it. */
    private @Nullable Place localBefore(int index, int local) {
        AbstractInsnNode insn = code.get(index);
        if (insn instanceof IincInsnNode increment && increment.var == local) {
            return null;
        }
        boolean stores = insn instanceof VarInsnNode access && !isLoad(access) && access.var == local;
        return stores
                ? new Place(index, Place.Kind.OPERAND, height(index) - 1)
                : new Place(index, Place.Kind.LOCAL, local);
    }

    /** Where an operand was before an instruction behind which it is asked for, or null if the instruction made it. */
    private @Nullable Place operandBefore(int index, int operand) {
        AbstractInsnNode insn = code.get(index);
        if (insn instanceof VarInsnNode access && isLoad(access) && operand == height(index)) {
            return new Place(index, Place.Kind.LOCAL, access.var);
        }
        boolean keeps = insn.getOpcode() < 0 || insn.getOpcode() == Opcodes.CHECKCAST;
        BasicValue after = keeps
                ? new Operand(operand, BasicValue.REFERENCE_VALUE)
                : moved(index).getStack(operand);
        return after instanceof Operand from ? new Place(index, Place.Kind.OPERAND, from.index) : null;
    }

    private static boolean isLoad(VarInsnNode access) {
        return access.getOpcode() >= Opcodes.ILOAD && access.getOpcode() <= Opcodes.ALOAD;
    }

    /** The operands behind an instruction; those that were there before say where. */
    private Frame<BasicValue> moved(int index) {
        Frame<BasicValue> frame = new Frame<>(facts.typesBefore(code.get(index)));
        for (int operand = 0; operand < frame.getStackSize(); operand++) {
            frame.setStack(operand, new Operand(operand, frame.getStack(operand)));
        }
        try {
            frame.execute(code.get(index), new BasicInterpreter());
        } catch (AnalyzerException invalid) {
            throw new IllegalArgumentException("invalid bytecode at instruction " + index, invalid);
        }
        return frame;
    }

    private int height(int index) {
        return facts.typesBefore(code.get(index)).getStackSize();
    }

    /** What is held before an instruction, by a local or as an operand counted from the bottom. */
    private record Place(int before, Kind kind, int index) {
        enum Kind {
            LOCAL,
            OPERAND
        }
    }

    /** A value that was on the operand stack. */
    private static final class Operand extends BasicValue {
        private final int index;

        Operand(int index, BasicValue value) {
            super(value.getType() == null ? Type.VOID_TYPE : value.getType());
            this.index = index;
        }
    }
}
