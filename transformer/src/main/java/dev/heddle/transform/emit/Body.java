package dev.heddle.transform.emit;

import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.Slot;
import dev.heddle.transform.plan.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * A copy of an async method's body in which every site is rewritten. At a suspension point
 *
 * <pre>{@code
 * x = await(f())   =>        Object r = f$async();
 *                            if (r instanceof Frame) goto suspend;
 *                   resumed: x = r;
 *                            ...
 *                   suspend: frame.i0 = ...; frame.l0 = ...; // once for all states that save the same
 *                            return Awaits.suspend(r, frame, state);
 * }</pre>
 *
 * The code that spills stands behind the body, outside every protected range. The two kinds of body differ in where the
 * frame comes from and in how they are entered. Used once, by one thread.
 */
abstract class Body {
    static final Type OBJECT = Type.getObjectType("java/lang/Object");

    final AsyncPlan plan;
    final MethodFacts facts;
    final MethodNode output;
    final Code code;

    /** Locals behind those of the method: the own frame, then scratch. */
    final int frameLocal;

    final Map<LabelNode, LabelNode> labels = new HashMap<>();
    final Labels<State> resumed = new Labels<>();

    /** States that save the same, in the order of their first state. */
    final List<List<State>> groups;

    private final Labels<State> suspend = new Labels<>();
    private final Map<AbstractInsnNode, Site> sites = new HashMap<>();
    private final Map<AbstractInsnNode, Site> producers = new HashMap<>();
    private final Map<Site, State> states = new IdentityHashMap<>();

    Body(AsyncPlan plan, MethodNode output) {
        this.plan = plan;
        this.facts = plan.facts();
        this.output = output;
        this.code = new Code(output.instructions);
        this.frameLocal = facts.method().maxLocals;
        for (AbstractInsnNode insn : facts.method().instructions) {
            if (insn instanceof LabelNode label) {
                labels.put(label, new LabelNode());
            }
        }
        for (Site site : facts.sites()) {
            sites.put(site.insn(), site);
            MethodInsnNode fused = site.fusedCall();
            if (fused != null) {
                producers.put(fused, site);
            } else if (site instanceof Site.Result result) {
                producers.put(result.maker(), site);
            }
        }
        Map<Saved, List<State>> bySaved = new LinkedHashMap<>();
        for (State state : plan.states()) {
            bySaved.computeIfAbsent(state.saved(), saved -> new ArrayList<>()).add(state);
            states.put(state.site(), state);
        }
        groups = List.copyOf(bySaved.values());
    }

    abstract StackMaps stackMaps();

    /** Entry code, up to where the body begins. */
    abstract void enter();

    /** Puts the own frame into its local, where it is not there yet; operands of the body are on the stack. */
    abstract void obtainFrame();

    /** Forgets what other states left in the frame. */
    abstract void clear(List<Slot> stale);

    /** Code behind the body and the spilling. */
    abstract void leave();

    final MethodNode emit() {
        enter();
        for (AbstractInsnNode insn : facts.method().instructions) {
            copy(insn);
        }
        for (List<State> group : groups) {
            spill(group);
        }
        for (TryCatchBlockNode block : facts.method().tryCatchBlocks) {
            LabelNode start = Objects.requireNonNull(labels.get(block.start));
            LabelNode end = Objects.requireNonNull(labels.get(block.end));
            if (nextInstruction(start, end) != end) { // an empty range is no valid one
                output.tryCatchBlocks.add(new TryCatchBlockNode(start, end, labels.get(block.handler), block.type));
            }
        }
        leave();
        copyVariables();
        return output;
    }

    final int callee() {
        return frameLocal + 1;
    }

    final int stateLocal() {
        return frameLocal + 3;
    }

    private int scratch() {
        return frameLocal + 4;
    }

    private void copy(AbstractInsnNode insn) {
        Site site = sites.get(insn);
        Site consumer = producers.get(insn);
        if (site != null) {
            rewrite(site);
        } else if (consumer instanceof Site.Result result) {
            if (!result.hasValue()) {
                code.insn(Opcodes.ACONST_NULL);
            }
        } else if (consumer != null) {
            code.add(DirectCall.of(facts.owner(), consumer));
        } else if (insn instanceof FrameNode original) {
            code.add(stackMaps().without(original, facts.liveness().before(facts.indexOf(insn))));
        } else {
            code.add(insn.clone(labels));
        }
    }

    private void rewrite(Site site) {
        if (site instanceof Site.Await await) {
            await(await.awaited());
            suspensionPoint(await);
        } else if (site instanceof Site.Close close) {
            code.callStatic(RuntimeAbi.close(close.awaited().ending()));
            suspensionPoint(close);
            code.insn(Opcodes.POP);
        } else if (site instanceof Site.AwaitedReturn exit) {
            await(exit.awaited());
            suspensionPoint(exit);
            code.callStatic(RuntimeAbi.RESULT).insn(Opcodes.ARETURN);
        } else if (site instanceof Site.TailAwait tail) {
            await(tail.awaited());
            code.insn(Opcodes.ARETURN);
        } else if (site instanceof Site.Result result) {
            if (mayBeCoroutine(result)) {
                code.callStatic(RuntimeAbi.RESULT);
            }
            code.insn(Opcodes.ARETURN);
        }
    }

    private void await(Awaited awaited) {
        if (awaited instanceof Awaited.Value value) {
            code.callStatic(RuntimeAbi.await(value.kind()));
        }
    }

    /** A frame in the place of a result means "suspended", so a result that may be a coroutine travels boxed. */
    private boolean mayBeCoroutine(Site.Result result) {
        if (!result.hasValue()) {
            return false;
        }
        var types = facts.typesBefore(result.maker());
        Type type = types.getStack(types.getStackSize() - 1).getType();
        return switch (type.getInternalName()) {
            case "null",
                    "java/lang/String",
                    "java/lang/Boolean",
                    "java/lang/Byte",
                    "java/lang/Short",
                    "java/lang/Character",
                    "java/lang/Integer",
                    "java/lang/Long",
                    "java/lang/Float",
                    "java/lang/Double" -> false;
            default -> type.getSort() != Type.ARRAY;
        };
    }

    private void suspensionPoint(Site.Suspension site) {
        State state = Objects.requireNonNull(states.get(site), "every suspension has a state");
        code.insn(Opcodes.DUP).type(Opcodes.INSTANCEOF, RuntimeAbi.FRAME).jump(Opcodes.IFNE, suspend.of(state));
        code.add(resumed.of(state)).add(stackMaps().withOutcome(state.saved()));
        separateFromStackMap(site.insn().getNext());
    }

    /** Two stack maps cannot stand at one instruction, and what comes {@code next} in the method may begin with its own. */
    final void separateFromStackMap(@Nullable AbstractInsnNode next) {
        for (AbstractInsnNode insn = next; insn != null && insn.getOpcode() < 0; insn = insn.getNext()) {
            if (insn instanceof FrameNode) {
                code.insn(Opcodes.NOP);
                return;
            }
        }
    }

    /** The first instruction from {@code start} on, or {@code end} if that comes first. */
    private static AbstractInsnNode nextInstruction(AbstractInsnNode start, LabelNode end) {
        AbstractInsnNode insn = start;
        while (insn != end && insn.getOpcode() < 0) {
            insn = insn.getNext();
        }
        return insn;
    }

    private void spill(List<State> group) {
        Saved saved = group.get(0).saved();
        boolean shared = group.size() > 1;
        LabelNode spill = new LabelNode();
        for (State state : group) {
            LabelNode unbox = new LabelNode();
            code.add(suspend.of(state)).add(stackMaps().withOutcome(saved));
            code.insn(Opcodes.DUP).type(Opcodes.INSTANCEOF, RuntimeAbi.BOXED).jump(Opcodes.IFNE, unbox);
            if (shared) {
                code.push(state.number()).jump(Opcodes.GOTO, spill);
            } else {
                spill(saved, state.stale(), () -> code.push(state.number()));
            }
            code.add(unbox).add(stackMaps().withOutcome(saved));
            code.callStatic(RuntimeAbi.UNBOX).jump(Opcodes.GOTO, resumed.of(state));
        }
        if (shared) {
            code.add(spill).add(stackMaps().at(saved, List.of(), OBJECT.getInternalName(), Opcodes.INTEGER));
            code.store(Type.INT_TYPE, stateLocal());
            spill(saved, group.get(0).stale(), () -> code.load(Type.INT_TYPE, stateLocal()));
        }
    }

    private void spill(Saved saved, List<Slot> stale, Runnable pushState) {
        code.storeRef(callee());
        obtainFrame();
        for (int i = saved.operands().size() - 1; i >= 0; i--) {
            Saved.Operand operand = saved.operands().get(i);
            Type type = operand.type();
            Slot slot = operand.slot();
            if (type == null || slot == null) {
                code.insn(Opcodes.POP);
            } else if (type.getSize() == 1) {
                code.loadRef(frameLocal).insn(Opcodes.SWAP).putField(plan.frameClass(), slot.name(), slot.type());
            } else {
                code.store(type, scratch()).loadRef(frameLocal).load(type, scratch());
                code.putField(plan.frameClass(), slot.name(), slot.type());
            }
        }
        for (Saved.Local local : saved.locals()) {
            Type type = local.type();
            Slot slot = local.slot();
            if (type != null && slot != null) {
                code.loadRef(frameLocal).load(type, local.index());
                code.putField(plan.frameClass(), slot.name(), slot.type());
            }
        }
        clear(stale);
        code.loadRef(callee()).loadRef(frameLocal);
        pushState.run();
        code.callStatic(RuntimeAbi.SUSPEND).insn(Opcodes.ARETURN);
    }

    private void copyVariables() {
        if (facts.method().localVariables == null) {
            return;
        }
        output.localVariables = new ArrayList<>();
        for (LocalVariableNode variable : facts.method().localVariables) {
            output.localVariables.add(new LocalVariableNode(
                    variable.name,
                    variable.desc,
                    variable.signature,
                    labels.get(variable.start),
                    labels.get(variable.end),
                    variable.index));
        }
    }
}
