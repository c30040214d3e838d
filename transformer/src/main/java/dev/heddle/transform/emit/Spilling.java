package dev.heddle.transform.emit;

import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the code that puts values from locals into a frame, which is in a local too, and suspends it. Used once. */
final class Spilling {
    private final Code code;
    private final String frameClass;
    private final int frame;

    Spilling(Code code, String frameClass, int frame) {
        this.code = code;
        this.frameClass = frameClass;
        this.frame = frame;
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
        if (type != null && slot != null) { // what is known to be null has no slot
            code.loadRef(frame).load(type, place.applyAsInt(number)).putField(frameClass, slot.name(), slot.type());
        }
    }
}
