package dev.heddle.transform.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * What a frame keeps while it is suspended in one state, and where. Immutable.
 *
 * @param locals live locals, by index
 * @param operands all operands below the awaited one, bottom first
 */
public record Saved(List<Local> locals, List<Operand> operands) {
    /**
     * A local that may still be read.
     *
     * @param type null for a local that is known to hold the null reference
     * @param slot null where the type is
     */
    public record Local(
            int index, @Nullable Type type, @Nullable Slot slot) {}

    /**
     * An operand that is consumed later.
     *
     * @param type null for an operand that is known to be the null reference
     * @param slot null where the type is
     */
    public record Operand(@Nullable Type type, @Nullable Slot slot) {}

    public Saved {
        locals = List.copyOf(locals);
        operands = List.copyOf(operands);
    }

    /** The slots in use. */
    public List<Slot> slots() {
        Stream<@Nullable Slot> all = Stream.concat(
                locals.stream().map(Local::slot), operands.stream().map(Operand::slot));
        return all.flatMap(Stream::ofNullable).toList();
    }
}
