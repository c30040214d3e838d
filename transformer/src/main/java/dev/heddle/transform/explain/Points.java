package dev.heddle.transform.explain;

import dev.heddle.transform.explain.Point.Call;
import dev.heddle.transform.explain.Point.Kept;
import dev.heddle.transform.explain.Point.Kind;
import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.State;
import dev.heddle.transform.plan.TypeNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;

/** Tells the points of one method from its plan. Confined to one method. */
final class Points {
    private final AsyncPlan plan;
    private final MethodFacts facts;
    private final Readers readers;

    private Points(AsyncPlan plan, Walk walk) {
        this.plan = plan;
        this.facts = plan.facts();
        this.readers = new Readers(facts, walk);
    }

    static List<Point> of(AsyncPlan plan, Walk walk) {
        return new Points(plan, walk).all();
    }

    private List<Point> all() {
        List<Point> points = new ArrayList<>();
        points.add(entry());
        plan.states().forEach(state -> points.add(suspension(state)));
        int tails = 0;
        for (Site site : facts.sites()) {
            if (site instanceof Site.TailAwait tail) {
                tails++;
                points.add(new Point(
                        Kind.TAIL,
                        tails,
                        Lines.at(tail.insn()),
                        Reaching.target(tail.awaited()),
                        call(tail.awaited()),
                        "handed on: " + Reaching.reason(tail.awaited()),
                        List.of()));
            }
        }
        return points;
    }

    private Point entry() {
        List<Kept> kept = new ArrayList<>();
        AbstractInsnNode start = facts.method().instructions.getFirst();
        for (Saved.Local local : plan.arguments().locals()) {
            kept.add(kept(local, start, readers.ofParameter(local.index())));
        }
        return new Point(
                Kind.ENTRY,
                0,
                plan.line(),
                "",
                Call.OBJECT,
                "a coroutine that has not started keeps its arguments; called in its direct form, the method has no frame yet",
                kept);
    }

    private Point suspension(State state) {
        AbstractInsnNode at = state.site().insn();
        List<Kept> kept = new ArrayList<>();
        for (Saved.Local local : state.saved().locals()) {
            kept.add(kept(local, at, readers.ofLocal(at, local.index())));
        }
        int operand = 0;
        for (Saved.Operand saved : state.saved().operands()) {
            kept.add(kept(saved.slot(), saved.type(), "(operand)", readers.ofOperand(at, operand)));
            operand++;
        }
        Awaited awaited = state.site().awaited();
        return new Point(
                kind(state.site()),
                state.number(),
                state.line(),
                Reaching.target(awaited),
                call(awaited),
                Reaching.reason(awaited),
                kept);
    }

    private Kept kept(Saved.Local local, AbstractInsnNode at, String reason) {
        String name = facts.nameOf(local.index(), at);
        boolean isThis = local.index() == 0 && (facts.method().access & Opcodes.ACC_STATIC) == 0 && name == null;
        return kept(
                local.slot(),
                local.type(),
                name != null ? name : isThis ? Slot.THIS : "local " + local.index(),
                reason);
    }

    private static Kept kept(@Nullable Slot slot, @Nullable Type type, String value, String reason) {
        return slot == null || type == null
                ? new Kept("", "null", value, "known to be null, needs no slot")
                : new Kept(slot.name(), TypeNames.of(type), value, reason);
    }

    private static Kind kind(Site.Suspension site) {
        if (site instanceof Site.Emit) {
            return Kind.EMIT;
        }
        if (site instanceof Site.Close) {
            return Kind.CLOSE;
        }
        return site instanceof Site.AwaitedReturn ? Kind.RETURN : Kind.AWAIT;
    }

    private static Call call(Awaited awaited) {
        return awaited instanceof Awaited.FusedCall ? Call.FUSED : Call.OBJECT;
    }
}
