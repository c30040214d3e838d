package dev.heddle.transform.facts;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** The verification types (JVMS §4.10.1.2) that go beyond a plain {@link Type}. */
public final class Types {
    /** The null reference. */
    public static final BasicValue NULL = new BasicValue(Type.getObjectType("null"));

    private Types() {}

    /** A reference to an object whose constructor has not run yet. */
    public static final class Uninitialized extends BasicValue {
        private final AbstractInsnNode origin;

        Uninitialized(Type type, AbstractInsnNode origin) {
            super(type);
            this.origin = origin;
        }

        /** The {@code NEW} that made it. */
        public AbstractInsnNode origin() {
            return origin;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Uninitialized that && that.origin == origin;
        }

        @Override
        public int hashCode() {
            return origin.hashCode();
        }
    }

    /** A reference to an object whose class is this type and no subclass, since {@code NEW} made it. */
    public static final class Exact extends BasicValue {
        Exact(Type type) {
            super(type);
        }
    }

    /** After {@code <init>} every copy of the reference is initialised (JVMS §4.10.1.9, invokespecial). */
    public static void initialize(Frame<BasicValue> frame, BasicValue receiver) {
        BasicValue initialized = new Exact(receiver.getType());
        for (int local = 0; local < frame.getLocals(); local++) {
            if (receiver.equals(frame.getLocal(local))) {
                frame.setLocal(local, initialized);
            }
        }
        for (int operand = 0; operand < frame.getStackSize(); operand++) {
            if (receiver.equals(frame.getStack(operand))) {
                frame.setStack(operand, initialized);
            }
        }
    }

    public static boolean isNull(BasicValue value) {
        return value.equals(NULL);
    }

    /** Whether the local holds nothing that may be read: the verifier's {@code top}. */
    public static boolean isTop(BasicValue value) {
        return value.getType() == null;
    }
}
