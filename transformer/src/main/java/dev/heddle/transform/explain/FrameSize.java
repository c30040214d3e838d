package dev.heddle.transform.explain;

import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.PlanPrinter;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.TypeNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * What a suspended activation costs in memory: the size of its frame object in a 64-bit HotSpot virtual machine with
 * compressed references and class pointers, which is how it runs by default. Immutable.
 *
 * @param bytes of one object
 */
record FrameSize(int bytes, List<Field> slots) {
    private static final int HEADER = 12;
    private static final int ALIGNMENT = 8;

    /** Caller and state, which every frame has, where the class file that says so is not at hand. */
    private static final List<Integer> BARE_FRAME = List.of(Integer.BYTES, Integer.BYTES);

    /**
     * A slot.
     *
     * @param values what it holds, and in which states where that changes
     */
    record Field(String name, String type, int bytes, String values) {}

    FrameSize {
        slots = List.copyOf(slots);
    }

    static FrameSize of(AsyncPlan plan, Hierarchy hierarchy) {
        List<Field> fields = new ArrayList<>();
        for (Slot slot : plan.slots()) {
            String values = slot.name().equals(Slot.THIS) ? "" : PlanPrinter.uses(slot);
            fields.add(new Field(slot.name(), TypeNames.of(slot.type()), bytes(slot.type()), values));
        }
        List<List<Integer>> classes = inherited(hierarchy);
        classes.add(fields.stream().map(Field::bytes).toList());
        return new FrameSize(layOut(classes), fields);
    }

    /** The sizes of the fields of the runtime's frame and its superclasses, the topmost first. */
    private static List<List<Integer>> inherited(Hierarchy hierarchy) {
        List<List<Integer>> classes = new ArrayList<>();
        ClassNode type = hierarchy.find(RuntimeAbi.FRAME);
        if (type == null) {
            classes.add(BARE_FRAME);
        }
        while (type != null) {
            classes.add(
                    0,
                    type.fields.stream()
                            .filter(field -> (field.access & Opcodes.ACC_STATIC) == 0)
                            .map(field -> bytes(Type.getType(field.desc)))
                            .toList());
            type = type.superName == null || type.superName.equals("java/lang/Object")
                    ? null
                    : hierarchy.find(type.superName);
        }
        return classes;
    }

    /** Larger fields come first in each class, at multiples of their size; smaller ones fill the gaps that this leaves. */
    private static int layOut(List<List<Integer>> classes) {
        int end = HEADER;
        int gaps = 0;
        for (List<Integer> fields : classes) {
            for (int size : fields.stream().sorted(Comparator.reverseOrder()).toList()) {
                if (size <= gaps) {
                    gaps -= size;
                } else {
                    int start = aligned(end, size);
                    gaps += start - end;
                    end = start + size;
                }
            }
        }
        return aligned(end, ALIGNMENT);
    }

    private static int aligned(int offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }

    private static int bytes(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE -> Byte.BYTES;
            case Type.CHAR, Type.SHORT -> Short.BYTES;
            case Type.LONG, Type.DOUBLE -> Long.BYTES;
            default -> Integer.BYTES;
        };
    }
}
