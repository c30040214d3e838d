package dev.heddle.transform.plan;

import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/** Prints plans as text for people and for golden tests. Stateless. */
public final class PlanPrinter {
    private PlanPrinter() {}

    /** All plans of a class, a blank line between them. */
    public static String print(List<AsyncPlan> plans) {
        return plans.stream().map(PlanPrinter::print).collect(Collectors.joining("\n"));
    }

    /** One plan; ends with a line break. */
    public static String print(AsyncPlan plan) {
        StringBuilder text = new StringBuilder();
        var method = plan.facts().method();
        text.append("async ")
                .append(plan.facts().owner().name.replace('/', '.'))
                .append('.')
                .append(TypeNames.parameters(method))
                .append(": ")
                .append(TypeNames.result(method))
                .append('\n');
        text.append("  frame ").append(simple(plan.frameClass())).append('\n');
        appendTable(text, "    ", plan.slots().stream().map(PlanPrinter::row).toList());
        List<List<String>> states = new ArrayList<>();
        states.add(List.of("state 0", "entry", line(plan.line()), "", saves(plan.arguments())));
        for (State state : plan.states()) {
            states.add(List.of(
                    "state " + state.number(),
                    word(state.site()),
                    line(state.line()),
                    awaited(state.site().awaited()),
                    saves(state.saved())));
        }
        for (Site site : plan.facts().sites()) {
            if (site instanceof Site.TailAwait tail) {
                states.add(List.of("tail", "", line(Lines.at(tail.insn())), awaited(tail.awaited()), ""));
            }
        }
        appendTable(text, "  ", states);
        return text.toString();
    }

    private static List<String> row(Slot slot) {
        String uses = slot.name().equals(Slot.THIS) ? "" : uses(slot);
        return List.of(slot.name(), TypeNames.of(slot.type()), uses);
    }

    /** What a slot holds: with one use it needs no states; with several it says in which. */
    public static String uses(Slot slot) {
        if (slot.uses().size() == 1) {
            return slot.uses().get(0).value();
        }
        return slot.uses().stream()
                .map(use -> use.value() + " at "
                        + use.states().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    private static String word(Site.Suspension site) {
        if (site instanceof Site.Emit) {
            return "emit";
        }
        return site instanceof Site.Close ? "close" : site instanceof Site.AwaitedReturn ? "return" : "await";
    }

    private static String awaited(Awaited awaited) {
        if (awaited instanceof Awaited.FusedCall fused) {
            MethodInsnNode call = fused.call();
            String how = switch (fused.linkage()) {
                case SAME_CLASS -> "fused ";
                case STATIC, SPECIAL, FINAL -> "fused, linked ";
                case VIRTUAL, INTERFACE -> "fused, virtual ";
            };
            return how + simple(call.owner) + "." + call.name;
        }
        if (awaited instanceof Awaited.Closing closing) {
            return closing.ending() == Awaited.Ending.FAILED ? "after failure" : "after completion";
        }
        if (awaited instanceof Awaited.Demand) {
            return "the next ask";
        }
        return ((Awaited.Value) awaited).kind().typeName();
    }

    private static String saves(Saved saved) {
        StringBuilder text = new StringBuilder();
        if (!saved.locals().isEmpty()) {
            text.append("saves ")
                    .append(names(saved.locals().stream().map(Saved.Local::slot).toList()));
        }
        if (!saved.operands().isEmpty()) {
            text.append(text.isEmpty() ? "" : "   ")
                    .append("operands ")
                    .append(names(
                            saved.operands().stream().map(Saved.Operand::slot).toList()));
        }
        return text.toString();
    }

    private static String names(List<@Nullable Slot> slots) {
        return slots.stream().map(slot -> slot == null ? "null" : slot.name()).collect(Collectors.joining(" "));
    }

    private static String line(int line) {
        return line == 0 ? "line ?" : "line " + line;
    }

    private static String simple(String internalName) {
        return internalName.substring(internalName.lastIndexOf('/') + 1);
    }

    /** Columns padded to their widest cell, three blanks apart; nothing trails a line. */
    private static void appendTable(StringBuilder text, String indent, List<List<String>> rows) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(other -> other.get(at).length())
                        .max()
                        .orElse(0);
                String gap =
                        width == 0 ? "" : " ".repeat(width - row.get(column).length() + 3);
                line.append(row.get(column)).append(gap);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
