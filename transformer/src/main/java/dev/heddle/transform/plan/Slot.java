package dev.heddle.transform.plan;

import java.util.List;
import org.objectweb.asm.Type;

/**
 * A field of a frame, shared by values that are never live together. Immutable.
 *
 * @param name letter of the kind and number, or {@code this}
 * @param type exact where all its values have one type, {@code Object} where they differ
 * @param uses what it holds, for people
 */
public record Slot(String name, Type type, List<Use> uses) {
    /** The name of the slot of {@code this}, where the method does not assign to local 0. */
    public static final String THIS = "this";

    /**
     * What a slot holds in some states.
     *
     * @param value the variable's name, {@code (operand)}, or {@code local 7} without debug information
     * @param states by number, ascending
     */
    public record Use(String value, List<Integer> states) {}

    public Slot {
        uses = List.copyOf(uses);
    }

    public boolean holdsReference() {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }
}
