package dev.heddle.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/**
 * Which references a method still needs behind an instruction, found by walking every path from there: a local variable is
 * live when a path reads it before writing it. The weaver's own analysis goes the other way, backwards from the reads, over
 * sets; this one is slow and plain, to check that one. Confined to one thread.
 */
final class LiveValues {
    private final InsnList code;
    private final List<TryCatchBlockNode> handlers;
    private final Frame<BasicValue>[] frames;

    private LiveValues(MethodNode method, Frame<BasicValue>[] frames) {
        this.code = method.instructions;
        this.handlers = method.tryCatchBlocks;
        this.frames = frames;
    }

    static LiveValues of(String owner, MethodNode method) {
        try {
            return new LiveValues(method, new Constructions().analyze(owner, method));
        } catch (AnalyzerException e) {
            throw new IllegalArgumentException(e);
        }
    }

    boolean isReachable(AbstractInsnNode insn) {
        return frames[code.indexOf(insn)] != null;
    }

    /** The types on the operand stack before an instruction, from the bottom up. */
    List<BasicValue> stackBefore(AbstractInsnNode insn) {
        Frame<BasicValue> frame = frames[code.indexOf(insn)];
        List<BasicValue> stack = new ArrayList<>();
        for (int i = 0; i < frame.getStackSize(); i++) {
            stack.add(frame.getStack(i));
        }
        return stack;
    }

    /** The local variables that hold a reference which is needed once {@code insn} has completed or thrown. */
    List<Integer> localsBehind(AbstractInsnNode insn) {
        Frame<BasicValue> frame = frames[code.indexOf(insn)];
        List<Integer> live = new ArrayList<>();
        for (int local = 0; local < frame.getLocals(); local++) {
            if (isObject(frame.getLocal(local)) && isReadBehind(insn, local)) {
                live.add(local);
            }
        }
        return live;
    }

    /** Whether it is a reference to a constructed object. */
    static boolean isObject(BasicValue value) {
        return value.isReference() && !(value instanceof Unconstructed);
    }

    private boolean isReadBehind(AbstractInsnNode start, int local) {
        Set<AbstractInsnNode> seen = new HashSet<>();
        Deque<AbstractInsnNode> open = new ArrayDeque<>(handlersOf(start));
        open.add(start.getNext());
        while (!open.isEmpty()) {
            AbstractInsnNode insn = open.poll();
            if (!seen.add(insn)) {
                continue;
            }
            if (insn instanceof VarInsnNode variable && variable.var == local && insn.getOpcode() <= Opcodes.ALOAD) {
                return true;
            }
            open.addAll(handlersOf(insn));
            if (!writes(insn, local)) {
                open.addAll(successors(insn));
            }
        }
        return false;
    }

    private static boolean writes(AbstractInsnNode insn, int local) {
        if (!(insn instanceof VarInsnNode variable) || insn.getOpcode() < Opcodes.ISTORE) {
            return false;
        }
        boolean wide = insn.getOpcode() == Opcodes.LSTORE || insn.getOpcode() == Opcodes.DSTORE;
        return variable.var == local || wide && variable.var + 1 == local;
    }

    private List<AbstractInsnNode> handlersOf(AbstractInsnNode insn) {
        int index = code.indexOf(insn);
        return handlers.stream()
                .filter(handler -> code.indexOf(handler.start) <= index && index < code.indexOf(handler.end))
                .map(handler -> (AbstractInsnNode) handler.handler)
                .toList();
    }

    private static List<AbstractInsnNode> successors(AbstractInsnNode insn) {
        List<AbstractInsnNode> next = new ArrayList<>();
        if (insn instanceof JumpInsnNode jump) {
            next.add(jump.label);
        } else if (insn instanceof TableSwitchInsnNode table) {
            next.add(table.dflt);
            next.addAll(table.labels);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            next.add(lookup.dflt);
            next.addAll(lookup.labels);
        }
        boolean ends = insn.getOpcode() >= Opcodes.GOTO && insn.getOpcode() <= Opcodes.RETURN
                || insn.getOpcode() == Opcodes.ATHROW;
        if (!ends && insn.getNext() != null) {
            next.add(insn.getNext());
        }
        return next;
    }

    /** A reference to an object whose constructor has not run; no frame can hold it. */
    private static final class Unconstructed extends BasicValue {
        private final TypeInsnNode allocation;

        Unconstructed(TypeInsnNode allocation) {
            super(Type.getObjectType(allocation.desc));
            this.allocation = allocation;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Unconstructed value && value.allocation == allocation;
        }

        @Override
        public int hashCode() {
            return allocation.hashCode();
        }
    }

    /** Tells constructed objects from those that are not. */
    private static final class Constructions extends Analyzer<BasicValue> {
        Constructions() {
            super(new BasicInterpreter(Opcodes.ASM9) {
                @Override
                public BasicValue newOperation(AbstractInsnNode insn) throws AnalyzerException {
                    return insn.getOpcode() == Opcodes.NEW
                            ? new Unconstructed((TypeInsnNode) insn)
                            : super.newOperation(insn);
                }

                @Override
                public BasicValue copyOperation(AbstractInsnNode insn, BasicValue value) throws AnalyzerException {
                    return value instanceof Unconstructed ? value : super.copyOperation(insn, value);
                }
            });
        }

        @Override
        protected Frame<BasicValue> newFrame(int locals, int stack) {
            return new ConstructingFrame(locals, stack);
        }

        @Override
        protected Frame<BasicValue> newFrame(Frame<? extends BasicValue> frame) {
            return new ConstructingFrame(frame);
        }
    }

    private static final class ConstructingFrame extends Frame<BasicValue> {
        ConstructingFrame(int locals, int stack) {
            super(locals, stack);
        }

        ConstructingFrame(Frame<? extends BasicValue> frame) {
            super(frame);
        }

        @Override
        public void execute(AbstractInsnNode insn, Interpreter<BasicValue> interpreter) throws AnalyzerException {
            BasicValue receiver = null;
            if (insn instanceof MethodInsnNode call && call.name.equals("<init>")) {
                receiver = getStack(getStackSize() - 1 - Type.getArgumentTypes(call.desc).length);
            }
            super.execute(insn, interpreter);
            if (receiver instanceof Unconstructed) {
                for (int local = 0; local < getLocals(); local++) {
                    if (receiver.equals(getLocal(local))) {
                        setLocal(local, BasicValue.REFERENCE_VALUE);
                    }
                }
                for (int operand = 0; operand < getStackSize(); operand++) {
                    if (receiver.equals(getStack(operand))) {
                        setStack(operand, BasicValue.REFERENCE_VALUE);
                    }
                }
            }
        }
    }
}
