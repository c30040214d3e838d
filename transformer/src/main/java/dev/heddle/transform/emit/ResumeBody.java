package dev.heddle.transform.emit;

import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The resume body: {@code Object m$resume(m$Coroutine frame, Object value, Throwable failure)}. It dispatches on the frame's
 * state, restores what that state saved, and goes on behind the await with the value, or throws the failure there.
 *
 * <p>It is static, unless every state keeps {@code this}: then it is an instance method, since debuggers know of
 * {@code this} in no other way.
 *
 * <p>State 0 enters at the start with the arguments, so a cold coroutine runs here too and keeps its one frame. Restoring
 * stands outside every protected range; the failure is thrown from a place that the exception table covers exactly as it
 * covers the await.
 */
final class ResumeBody extends Body {
    private static final String THROWABLE = "java/lang/Throwable";

    /** Frame, value and failure. */
    private static final int PARAMETERS = 3;

    private final StackMaps stackMaps;
    private final Labels<State> restored = new Labels<>();

    ResumeBody(AsyncPlan plan, List<StateGroup> groups) {
        super(plan, groups, method(plan));
        stackMaps = new StackMaps(facts, labels, List.of(plan.frameClass()));
    }

    static String name(String method) {
        return method + "$resume";
    }

    static String descriptor(String frameClass) {
        return "(L" + frameClass + ";Ljava/lang/Object;L" + THROWABLE + ";)Ljava/lang/Object;";
    }

    @Override
    StackMaps stackMaps() {
        return stackMaps;
    }

    @Override
    String title() {
        return "resume body";
    }

    @Override
    List<Scope> scopes() {
        RestoredLocals restoredLocals = new RestoredLocals(plan);
        return Scope.all(facts.method()).stream()
                .flatMap(scope -> restoredLocals.within(scope).stream())
                .toList();
    }

    @Override
    void enter() {
        int first = plan.keepsThis() ? 1 : 0;
        code.loadRef(first + 2)
                .storeRef(failure())
                .loadRef(first + 1)
                .storeRef(value())
                .loadRef(first)
                .storeRef(frameLocal);
        if ((facts.owner().version & 0xFFFF) <= Opcodes.V1_6) {
            forget(first);
        }
        if (!plan.states().isEmpty()) {
            LabelNode start = new LabelNode();
            code.loadRef(frameLocal).getField(RuntimeAbi.STATE.owner(), RuntimeAbi.STATE.name(), Type.INT_TYPE);
            code.insn(Opcodes.DUP).store(Type.INT_TYPE, stateLocal());
            code.add(new TableSwitchInsnNode(1, plan.states().size(), start, restoreLabels()));
            code.add(start).add(dispatched());
        }
        restore(plan.arguments());
        if (plan.arguments().locals().isEmpty()) {
            separateFromStackMap(facts.method().instructions.getFirst());
        }
    }

    /**
     * Puts numbers where the parameters were. Where two ways meet, the verifier that infers types (JVMS §4.10.2) looks for a
     * common superclass of what a local has on each, also of locals that nobody reads: of a parameter that is still there and
     * an object of the method, whose class may be missing. A number and an object have nothing in common.
     */
    private void forget(int firstParameter) {
        for (int local = firstParameter; local < Math.min(firstParameter + PARAMETERS, frameLocal); local++) {
            code.insn(Opcodes.ICONST_0).store(Type.INT_TYPE, local);
        }
    }

    @Override
    void pushFrame() {
        code.loadRef(frameLocal);
    }

    @Override
    void obtainFrame() {
        // it is in its local from the start
    }

    @Override
    void leave() {
        for (StateGroup group : groups) {
            line(group.line(), dispatched());
            behind(restored.of(group.first()), group.first());
            code.add(dispatched());
            restore(group.saved());
            LabelNode fail = new LabelNode();
            code.loadRef(failure()).jump(Opcodes.IFNONNULL, fail);
            code.loadRef(value());
            go(group.states(), resumed);
            code.add(fail).add(failed(group.saved()));
            fail(group);
        }
    }

    /** Throws the failure where the exception table holds what it holds for the await. */
    private void fail(StateGroup group) {
        Map<List<TryCatchBlockNode>, State> byHandlers = new LinkedHashMap<>();
        Labels<State> targets = new Labels<>();
        for (State state : group.states()) {
            State first = byHandlers.computeIfAbsent(handlers(state), handlers -> state);
            targets.alias(state, first);
        }
        if (byHandlers.size() > 1) {
            go(group.states(), targets);
        }
        byHandlers.forEach((handlers, first) -> {
            LabelNode start = targets.of(first);
            LabelNode end = new LabelNode();
            code.add(start);
            if (byHandlers.size() > 1) {
                code.add(failed(group.saved()));
            }
            code.loadRef(failure()).insn(Opcodes.ATHROW).add(end);
            for (TryCatchBlockNode block : handlers) {
                output.tryCatchBlocks.add(new TryCatchBlockNode(start, end, labels.get(block.handler), block.type));
            }
        });
    }

    private List<TryCatchBlockNode> handlers(State state) {
        return facts.flow().handlersOf(facts.indexOf(state.site().insn()));
    }

    /** Goes to the target of the state that is resumed, which is one of these. */
    private void go(List<State> states, Labels<State> targets) {
        if (states.size() == 1) {
            code.jump(Opcodes.GOTO, targets.of(states.get(0)));
        } else {
            code.load(Type.INT_TYPE, stateLocal()).add(Switches.on(states, targets));
        }
    }

    private LabelNode[] restoreLabels() {
        LabelNode[] targets = new LabelNode[plan.states().size()];
        for (StateGroup group : groups) {
            LabelNode restore = restored.of(group.first());
            group.states().forEach(state -> targets[state.number() - 1] = restore);
        }
        return targets;
    }

    private void restore(Saved saved) {
        for (Saved.Local local : saved.locals()) {
            push(local.type(), local.slot());
            code.store(local.type() == null ? OBJECT : local.type(), local.index());
        }
        for (Saved.Operand operand : saved.operands()) {
            push(operand.type(), operand.slot());
        }
    }

    private void push(@Nullable Type type, @Nullable Slot slot) {
        if (type == null || slot == null) {
            code.insn(Opcodes.ACONST_NULL);
            return;
        }
        code.loadRef(frameLocal).getField(plan.frameClass(), slot.name(), slot.type());
        if (!slot.type().equals(type)) {
            code.type(Opcodes.CHECKCAST, type.getInternalName());
        }
    }

    /** Right after the dispatch nothing is restored yet. */
    private FrameNode dispatched() {
        return stackMaps.at(new Saved(List.of(), List.of()), entryLocals());
    }

    private FrameNode failed(Saved saved) {
        return stackMaps.at(saved, entryLocals());
    }

    private List<Object> entryLocals() {
        return List.of(OBJECT.getInternalName(), THROWABLE, Opcodes.INTEGER);
    }

    private int value() {
        return callee(); // the value is on the stack before a callee is stored
    }

    private int failure() {
        return frameLocal + 2;
    }

    private static MethodNode method(AsyncPlan plan) {
        boolean inInterface = (plan.facts().owner().access & Opcodes.ACC_INTERFACE) != 0;
        return new MethodNode(
                plan.keepsThis() ? Opcodes.ACC_FINAL : Opcodes.ACC_STATIC | (inInterface ? Opcodes.ACC_PUBLIC : 0),
                name(plan.facts().method().name),
                descriptor(plan.frameClass()),
                null,
                new String[] {THROWABLE});
    }
}
