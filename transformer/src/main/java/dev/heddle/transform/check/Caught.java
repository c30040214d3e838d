package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Where control can go from the beginning of an exception handler when what it has caught is {@code Cancelled}. Follows the
 * exception through variables, so that {@code if (e instanceof Cancelled) throw e}, a test for null or a flag made of such a
 * test leads the way it would at run time. Exceptions thrown on the way are not followed. Immutable once built.
 */
final class Caught {
    /** What catches {@code Cancelled}, beside the handlers without a type that compilers write for {@code finally}. */
    private static final Set<String> CATCHING =
            Set.of(Names.CANCELLED, "java/lang/Error", "java/lang/Throwable", "java/lang/Object");

    private final MethodFacts facts;
    private final Hierarchy hierarchy;
    private final BitSet ends;
    private final BitSet reached = new BitSet();
    private final List<Integer> rethrows = new ArrayList<>();
    private boolean reachesReturn;

    private Caught(MethodFacts facts, Hierarchy hierarchy, BitSet ends) {
        this.facts = facts;
        this.hierarchy = hierarchy;
        this.ends = ends;
    }

    /** The handler that gets {@code Cancelled} when an instruction throws it, or null if it leaves the method. */
    static @Nullable TryCatchBlockNode handlerOf(int index, MethodFacts facts) {
        for (TryCatchBlockNode block : facts.flow().handlersOf(index)) {
            if (block.type == null || CATCHING.contains(block.type)) {
                return block;
            }
        }
        return null;
    }

    /**
     * Follows the exception from a handler.
     *
     * @param ends indices of instructions behind which control is not followed
     */
    static Caught by(TryCatchBlockNode handler, MethodFacts facts, Hierarchy hierarchy, BitSet ends) {
        Caught caught = new Caught(facts, hierarchy, ends);
        caught.follow(handler);
        return caught;
    }

    /** Indices of the instructions that can be reached. */
    BitSet reached() {
        return reached;
    }

    /** Indices of the instructions that throw the very exception again. */
    List<Integer> rethrows() {
        return rethrows;
    }

    /** Whether the method can go on without throwing: by returning, or by coming to where the exception came from. */
    boolean goesOn(int origin) {
        return reachesReturn || reached.get(origin);
    }

    private void follow(TryCatchBlockNode handler) {
        InsnList code = facts.method().instructions;
        int start = facts.indexOf(handler.handler);
        while (facts.types()[start] == null) {
            start++; // the types stand at the stack map behind the label
        }
        Map<Integer, Frame<BasicValue>> before = new HashMap<>();
        Frame<BasicValue> entry = new Frame<>(facts.typesBefore(code.get(start)));
        entry.setStack(0, Known.EXCEPTION);
        before.put(start, entry);
        Deque<Integer> work = new ArrayDeque<>(List.of(start));
        Interpreter interpreter = new Interpreter();
        try {
            while (!work.isEmpty()) {
                int index = work.pop();
                reached.set(index);
                Frame<BasicValue> frame = Objects.requireNonNull(before.get(index));
                List<Integer> next = successors(index, frame);
                Frame<BasicValue> after = new Frame<>(frame);
                if (code.get(index).getOpcode() >= 0) {
                    after.execute(code.get(index), interpreter);
                }
                for (int each : next) {
                    Frame<BasicValue> known = before.get(each);
                    if (known == null) {
                        before.put(each, new Frame<>(after));
                        work.push(each);
                    } else if (known.merge(after, interpreter)) {
                        work.push(each);
                    }
                }
            }
        } catch (AnalyzerException invalid) {
            throw new IllegalArgumentException(
                    "invalid bytecode in " + facts.owner().name + "." + facts.method().name, invalid);
        }
        for (int index = reached.nextSetBit(0); index >= 0; index = reached.nextSetBit(index + 1)) {
            int opcode = code.get(index).getOpcode();
            reachesReturn |= opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
            if (opcode == Opcodes.ATHROW && top(Objects.requireNonNull(before.get(index))) == Known.EXCEPTION) {
                rethrows.add(index);
            }
        }
    }

    /** The ways that are left when what is known of the operand decides a branch. */
    private List<Integer> successors(int index, Frame<BasicValue> before) {
        if (ends.get(index)) {
            return List.of();
        }
        if (facts.method().instructions.get(index) instanceof JumpInsnNode jump && before.getStackSize() > 0) {
            BasicValue operand = top(before);
            Boolean jumps = switch (jump.getOpcode()) {
                case Opcodes.IFEQ -> operand == Known.FALSE ? Boolean.TRUE : operand == Known.TRUE ? false : null;
                case Opcodes.IFNE -> operand == Known.TRUE ? Boolean.TRUE : operand == Known.FALSE ? false : null;
                case Opcodes.IFNONNULL -> operand == Known.EXCEPTION ? true : null;
                case Opcodes.IFNULL -> operand == Known.EXCEPTION ? false : null;
                default -> null;
            };
            if (jumps != null) {
                return List.of(jumps ? facts.indexOf(jump.label) : index + 1);
            }
        }
        return facts.flow().successors(index);
    }

    private static BasicValue top(Frame<BasicValue> frame) {
        return frame.getStack(frame.getStackSize() - 1);
    }

    /** A value about which more is known than its type. */
    private static final class Known extends BasicValue {
        static final Known EXCEPTION = new Known(Type.getObjectType("java/lang/Throwable"));
        static final Known TRUE = new Known(Type.INT_TYPE);
        static final Known FALSE = new Known(Type.INT_TYPE);

        Known(Type type) {
            super(type);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final class Interpreter extends BasicInterpreter {
        Interpreter() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable BasicValue unaryOperation(AbstractInsnNode insn, BasicValue value) throws AnalyzerException {
            if (value == Known.EXCEPTION && insn.getOpcode() == Opcodes.CHECKCAST) {
                return value;
            }
            if (value == Known.EXCEPTION && insn.getOpcode() == Opcodes.INSTANCEOF) {
                return isCancelled(((TypeInsnNode) insn).desc);
            }
            return super.unaryOperation(insn, value);
        }

        private BasicValue isCancelled(String type) {
            if (CATCHING.contains(type) || hierarchy.isSubtype(Names.CANCELLED, type)) {
                return Known.TRUE;
            }
            return hierarchy.isSubtype(type, Names.CANCELLED) ? BasicValue.INT_VALUE : Known.FALSE;
        }

        @Override
        public BasicValue merge(BasicValue first, BasicValue second) {
            if (first.equals(second)) {
                return first;
            }
            if (first.isReference() && second.isReference()) {
                return BasicValue.REFERENCE_VALUE;
            }
            boolean ints = first.getType() == Type.INT_TYPE && second.getType() == Type.INT_TYPE;
            return ints ? BasicValue.INT_VALUE : BasicValue.UNINITIALIZED_VALUE;
        }
    }
}
