package dev.heddle.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The verification types of locals and operands at one place of a generated method, in the form of ASM's stack maps. A value
 * of two words is followed by {@link #SECOND} among the locals.
 */
final class RandomTypes {
    static final String OBJECT = "java/lang/Object";
    static final String STRING = "java/lang/String";
    static final String INTEGER = "java/lang/Integer";
    static final String THROWABLE = "java/lang/Throwable";
    static final String INTS = "[I";
    static final String OBJECTS = "[Ljava/lang/Object;";
    static final String STRINGS = "[Ljava/lang/String;";
    static final String BOX = "dev/heddle/conformance/Noted$Box";
    static final String COROUTINE = "dev/heddle/Coroutine";
    static final Object SECOND = "second word";

    final Object[] locals;
    final List<Object> stack;

    RandomTypes(int locals) {
        this.locals = new Object[locals];
        Arrays.fill(this.locals, Opcodes.TOP);
        this.stack = new ArrayList<>();
    }

    RandomTypes(RandomTypes other) {
        locals = other.locals.clone();
        stack = new ArrayList<>(other.stack);
    }

    static boolean isWide(Object type) {
        return type == Opcodes.LONG || type == Opcodes.DOUBLE;
    }

    static boolean isReference(Object type) {
        return type == Opcodes.NULL || type instanceof String && type != SECOND;
    }

    static boolean isArray(Object type) {
        return type instanceof String name && name.startsWith("[");
    }

    /** Whether a value of the one type may stand where the other is declared. */
    static boolean fits(Object value, Object declared) {
        if (value.equals(declared) || declared == Opcodes.TOP) {
            return true;
        }
        if (!isReference(value) || !isReference(declared) || declared == Opcodes.NULL) {
            return false;
        }
        boolean arrays = declared.equals(OBJECTS) && value.equals(STRINGS);
        boolean thrown = declared.equals(THROWABLE)
                && value instanceof String name
                && (name.endsWith("Exception") || name.endsWith("Error") || name.endsWith("Broken"));
        return value == Opcodes.NULL || declared.equals(OBJECT) || arrays || thrown;
    }

    static boolean fits(Object[] values, Object[] declared) {
        for (int slot = 0; slot < declared.length; slot++) {
            if (!fits(values[slot], declared[slot])) {
                return false;
            }
        }
        return true;
    }

    void push(Object type) {
        stack.add(type);
    }

    Object pop() {
        return stack.remove(stack.size() - 1);
    }

    /** The operand so many places below the top. */
    Object peek(int below) {
        return stack.get(stack.size() - 1 - below);
    }

    /** What the locals are after a store. */
    void store(int slot, Object type) {
        forget(slot);
        locals[slot] = type;
        if (isWide(type)) {
            forget(slot + 1);
            locals[slot + 1] = SECOND;
        }
    }

    private void forget(int slot) {
        if (locals[slot] == SECOND) {
            locals[slot - 1] = Opcodes.TOP;
        }
        if (isWide(locals[slot])) {
            locals[slot + 1] = Opcodes.TOP;
        }
        locals[slot] = Opcodes.TOP;
    }

    /** After {@code <init>}: the object made at that label is there, in all its copies. */
    void initialize(Label made, Object type) {
        stack.replaceAll(known -> known == made ? type : known);
        for (int slot = 0; slot < locals.length; slot++) {
            locals[slot] = locals[slot] == made ? type : locals[slot];
        }
    }

    /** Words on the operand stack. */
    int height() {
        return stack.stream().mapToInt(type -> isWide(type) ? 2 : 1).sum();
    }

    /** Writes the entry of the stack map. */
    void visit(MethodVisitor method) {
        List<Object> shown = new ArrayList<>(List.of(locals));
        shown.removeIf(type -> type == SECOND);
        while (!shown.isEmpty() && shown.get(shown.size() - 1) == Opcodes.TOP) {
            shown.remove(shown.size() - 1);
        }
        method.visitFrame(Opcodes.F_NEW, shown.size(), shown.toArray(), stack.size(), stack.toArray());
    }
}
