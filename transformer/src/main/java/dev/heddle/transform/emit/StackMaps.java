package dev.heddle.transform.emit;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.plan.Saved;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * The stack map entries of one woven body (JVMS §4.7.4).
 *
 * <p>Entries of the compiler are kept, less the locals that are dead there: after a resume a dead local has not been
 * restored. That is sound because a local that is live at a target is live at every jump to it. Entries at suspension points
 * follow from what is saved.
 */
final class StackMaps {
    private static final Object OBJECT = "java/lang/Object";

    private final MethodFacts facts;
    private final Map<LabelNode, LabelNode> labels;
    private final List<Object> ownLocals;

    /** @param ownLocals types of the locals that the body keeps behind those of the method throughout */
    StackMaps(MethodFacts facts, Map<LabelNode, LabelNode> labels, List<Object> ownLocals) {
        this.facts = facts;
        this.labels = labels;
        this.ownLocals = ownLocals;
    }

    /** The compiler's entry, without dead locals. */
    FrameNode without(FrameNode original, BitSet live) {
        List<Object> locals = new ArrayList<>();
        int index = 0;
        for (Object type : original.local) {
            boolean wide = isWide(type);
            if (live.get(index)) {
                locals.add(relabel(type));
            } else {
                locals.add(Opcodes.TOP);
                if (wide) {
                    locals.add(Opcodes.TOP);
                }
            }
            index += wide ? 2 : 1;
        }
        List<Object> stack = new ArrayList<>();
        original.stack.forEach(type -> stack.add(relabel(type)));
        return frame(locals, index, List.of(), stack);
    }

    /** At a suspension point, with what is saved there and, on top of the stack, {@code top}. */
    FrameNode at(Saved saved, List<Object> moreLocals, Object... top) {
        List<Object> locals = new ArrayList<>();
        int index = 0;
        for (Saved.Local local : saved.locals()) {
            for (; index < local.index(); index++) {
                locals.add(Opcodes.TOP);
            }
            locals.add(verificationType(local.type()));
            index += local.type() == null ? 1 : local.type().getSize();
        }
        List<Object> stack = new ArrayList<>();
        saved.operands().forEach(operand -> stack.add(verificationType(operand.type())));
        stack.addAll(List.of(top));
        return frame(locals, index, moreLocals, stack);
    }

    /** At a suspension point, with an object on top: the outcome of the await. */
    FrameNode withOutcome(Saved saved) {
        return at(saved, List.of(), OBJECT);
    }

    private FrameNode frame(List<Object> locals, int size, List<Object> moreLocals, List<Object> stack) {
        if (!ownLocals.isEmpty() || !moreLocals.isEmpty()) {
            for (int index = size; index < facts.method().maxLocals; index++) {
                locals.add(Opcodes.TOP);
            }
            locals.addAll(ownLocals);
            locals.addAll(moreLocals);
        }
        while (!locals.isEmpty() && locals.get(locals.size() - 1) == Opcodes.TOP) {
            locals.remove(locals.size() - 1);
        }
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.size(), stack.toArray());
    }

    private Object relabel(Object type) {
        return type instanceof LabelNode label ? Objects.requireNonNull(labels.get(label)) : type;
    }

    private static boolean isWide(Object type) {
        return type == Opcodes.LONG || type == Opcodes.DOUBLE;
    }

    static Object verificationType(@Nullable Type type) {
        if (type == null) {
            return Opcodes.NULL;
        }
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
