package dev.heddle.transform.emit;

import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/** Writes the code that puts values from locals into a frame, which is in a local too, and suspends it. Used once. */
final class Spilling {
    private final Code code;
    private final String frameClass;
    private final int frame;
    private @Nullable Supplier<FrameNode> stackMap;

    Spilling(Code code, String frameClass, int frame) {
        this.code = code;
        this.frameClass = frameClass;
        this.frame = frame;
    }

    /**
     * Writes references only where the frame holds another one. A frame that suspends again and again is old, and each write
     * of a reference to an old object costs what the garbage collector does to learn of it, which can be a memory fence.
     *
     * @param stackMap the types at this place, for the branches
     */
    Spilling sparing(Supplier<FrameNode> stackMap) {
        this.stackMap = stackMap;
        return this;
    }

    /** Forgets what other states left in the frame. */
    Spilling clear(List<Slot> stale) {
        for (Slot slot : stale) {
            code.loadRef(frame).insn(Opcodes.ACONST_NULL).putField(frameClass, slot.name(), slot.type());
        }
        return this;
    }

    /** @param place the local that each operand, by number, has been put into */
    Spilling operands(Saved saved, IntUnaryOperator place) {
        for (int operand = 0; operand < saved.operands().size(); operand++) {
            Saved.Operand value = saved.operands().get(operand);
            put(value.type(), value.slot(), place, operand);
        }
        return this;
    }

    /** @param place the local in which each local of the method, by index, is here */
    Spilling locals(Saved saved, IntUnaryOperator place) {
        for (Saved.Local local : saved.locals()) {
            put(local.type(), local.slot(), place, local.index());
        }
        return this;
    }

    /** Links the callee to the frame; leaves what is to be returned on the stack. */
    void suspend(int callee, int state) {
        code.loadRef(callee).loadRef(frame).load(Type.INT_TYPE, state).callStatic(RuntimeAbi.SUSPEND);
    }

    private void put(@Nullable Type type, @Nullable Slot slot, IntUnaryOperator place, int number) {
        if (type == null || slot == null) {
            return; // what is known to be null has no slot
        }
        int value = place.applyAsInt(number);
        if (stackMap == null || !slot.holdsReference()) {
            write(slot, type, value);
            return;
        }
        LabelNode held = new LabelNode();
        code.loadRef(frame).getField(frameClass, slot.name(), slot.type());
        code.load(type, value).jump(Opcodes.IF_ACMPEQ, held);
        write(slot, type, value);
        code.add(held).add(stackMap.get());
    }

    private void write(Slot slot, Type type, int value) {
        code.loadRef(frame).load(type, value).putField(frameClass, slot.name(), slot.type());
    }
}
