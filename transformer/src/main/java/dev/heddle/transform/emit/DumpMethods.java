package dev.heddle.transform.emit;

import dev.heddle.transform.emit.RuntimeAbi.Member;
import dev.heddle.transform.parse.TextLength;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.StateTable;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The methods by which a frame shows its variables at run time: all slots, and a {@link StateTable} in one string constant,
 * which costs nothing until it is asked for.
 *
 * <pre>{@code
 * protected Object[] slots() { return new Object[] {this.this, this.a0, Integer.valueOf(this.i0)}; }
 * protected String variables() { return TABLE; }
 * }</pre>
 *
 * The table is read by {@code dev.heddle.coroutine.Suspension}: lines of slot number (-1: known to be null), name and
 * descriptor, an empty line, then for each state the count of its variables and their numbers, a character each.
 */
final class DumpMethods {
    /** Of a frame with more slots than this nothing is shown: the method that reads them would become too long. */
    private static final int MOST_SLOTS = 2000;

    private DumpMethods() {}

    static void add(ClassWriter frame, AsyncPlan plan) {
        String table = text(StateTable.of(plan), plan.slots());
        if (plan.slots().size() <= MOST_SLOTS && TextLength.fits(table)) {
            slots(plan).addTo(frame);
            FrameMethod variables = new FrameMethod(RuntimeAbi.VARIABLES);
            variables.code().constant(table);
            variables.addTo(frame);
        }
    }

    private static FrameMethod slots(AsyncPlan plan) {
        FrameMethod method = new FrameMethod(RuntimeAbi.SLOTS);
        Code code = method.code();
        code.push(plan.slots().size()).type(Opcodes.ANEWARRAY, "java/lang/Object");
        for (int number = 0; number < plan.slots().size(); number++) {
            Slot slot = plan.slots().get(number);
            code.insn(Opcodes.DUP).push(number).loadRef(0);
            code.getField(plan.frameClass(), slot.name(), slot.type());
            if (!slot.holdsReference()) {
                code.callStatic(boxing(slot.type()));
            }
            code.insn(Opcodes.AASTORE);
        }
        return method;
    }

    private static Member boxing(Type primitive) {
        String box = switch (primitive.getSort()) {
            case Type.LONG -> "java/lang/Long";
            case Type.FLOAT -> "java/lang/Float";
            case Type.DOUBLE -> "java/lang/Double";
            default -> "java/lang/Integer";
        };
        String taken = box.endsWith("Integer") ? "I" : primitive.getDescriptor();
        return new Member(box, "valueOf", "(" + taken + ")L" + box + ";");
    }

    /** In class files names can hold what separates words and lines here. */
    private static String word(String name) {
        return name.replace(' ', '_').replace('\n', '_');
    }

    private static String text(StateTable table, List<Slot> slots) {
        List<String> names = slots.stream().map(Slot::name).toList();
        StringBuilder text = new StringBuilder();
        for (StateTable.Variable variable : table.variables()) {
            text.append(names.indexOf(variable.slot()))
                    .append(' ')
                    .append(word(variable.name()))
                    .append(' ')
                    .append(word(variable.descriptor()))
                    .append('\n');
        }
        text.append('\n');
        for (StateTable.Row state : table.states()) {
            text.append((char) state.variables().size());
            state.variables().forEach(number -> text.append((char) (int) number));
        }
        return text.toString();
    }
}
