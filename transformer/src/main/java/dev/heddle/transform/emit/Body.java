package dev.heddle.transform.emit;

import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import dev.heddle.transform.plan.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
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
 *                   suspend: state = 1; goto exit;         // two instructions for each further state of that exit
 *                   exit:    return m$suspend1(r, state, frame, i, s);
 * }</pre>
 *
 * The straight line holds three instructions more than the method had. What is done when a callee has suspended stands
 * behind the body, outside every protected range, and is no more than a call of the {@link SuspendMethod}, which both
 * bodies share. The two kinds of body differ in where the frame comes from and in how they are entered. Used once, by one
 * thread.
 */
abstract class Body {
    static final Type OBJECT = Type.getObjectType("java/lang/Object");

    final AsyncPlan plan;
    final MethodFacts facts;
    final MethodNode output;
    final Code code;

    /** Locals behind those of the method: the own frame, the awaited value or callee, the failure, the state, then scratch. */
    final int frameLocal;

    final Map<LabelNode, LabelNode> labels = new HashMap<>();
    final Labels<State> resumed = new Labels<>();

    final List<StateGroup> groups;

    private final Labels<State> suspend = new Labels<>();

    /** The line for which code behind the body is there, by its first label. */
    private final Map<LabelNode, @Nullable Integer> linesBehind = new HashMap<>();

    private final Map<AbstractInsnNode, Site> sites = new HashMap<>();
    private final Map<AbstractInsnNode, Site> producers = new HashMap<>();
    private final Map<Site, State> states = new IdentityHashMap<>();
    private final Map<AbstractInsnNode, LabelNode> ends = new IdentityHashMap<>();

    Body(AsyncPlan plan, List<StateGroup> groups, MethodNode output) {
        this.plan = plan;
        this.groups = groups;
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
        plan.states().forEach(state -> states.put(state.site(), state));
    }

    abstract StackMaps stackMaps();

    /** Where the variables of the source can be seen, as a debugger is told. */
    abstract List<Scope> scopes();

    /** Entry code, up to where the body begins. */
    abstract void enter();

    /** Pushes the own frame, or null where there is none yet. */
    abstract void pushFrame();

    /** Puts the own frame into its local, where it is not there yet. */
    abstract void obtainFrame();

    /** Code behind the body and the spilling. */
    abstract void leave();

    final MethodNode emit() {
        List<Scope> scopes = scopes();
        for (Scope scope : scopes) {
            ends.computeIfAbsent(scope.from(), first -> new LabelNode());
            ends.computeIfAbsent(scope.to(), first -> new LabelNode());
        }
        enter();
        for (AbstractInsnNode insn : facts.method().instructions) {
            copy(insn);
        }
        for (StateGroup group : groups) {
            group.exits().forEach(exit -> suspend(group, exit));
        }
        for (TryCatchBlockNode block : facts.method().tryCatchBlocks) {
            LabelNode start = Objects.requireNonNull(labels.get(block.start));
            LabelNode end = Objects.requireNonNull(labels.get(block.end));
            if (nextInstruction(start, end) != end) { // an empty range is no valid one
                output.tryCatchBlocks.add(new TryCatchBlockNode(start, end, labels.get(block.handler), block.type));
            }
        }
        leave();
        declare(scopes);
        return output;
    }

    /** What this body is, for people. */
    abstract String title();

    /** The bytes of each line in what was emitted, which cannot be written any more then. */
    final SortedMap<Integer, Integer> bytesByLine() {
        return BytesByLine.of(output, plan.line(), linesBehind);
    }

    /** Begins code that stands behind the body for the sake of a state. */
    final void behind(LabelNode label, State state) {
        linesBehind.put(label, state.line());
        code.add(label);
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
        LabelNode end = ends.get(insn);
        if (end != null) {
            code.add(end);
        }
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
        } else if (site instanceof Site.Emit emit) {
            pushFrame();
            code.callStatic(RuntimeAbi.EMIT);
            suspensionPoint(emit);
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
            if (RuntimeAbi.takesCaller(value.kind())) {
                pushFrame();
            }
            code.callStatic(RuntimeAbi.await(value.kind()));
        }
    }

    /** A frame in the place of a result means "suspended", so a result that may be a coroutine travels boxed. */
    private boolean mayBeCoroutine(Site.Result result) {
        if (!result.hasValue()) {
            return false;
        }
        var types = facts.typesBefore(result.maker());
        return ResultTypes.mayBeCoroutine(
                types.getStack(types.getStackSize() - 1).getType());
    }

    private void suspensionPoint(Site.Suspension site) {
        State state = Objects.requireNonNull(states.get(site), "every suspension has a state");
        code.insn(Opcodes.DUP).type(Opcodes.INSTANCEOF, RuntimeAbi.FRAME).jump(Opcodes.IFNE, suspend.of(state));
        if (site instanceof Site.Await && ResultTypes.mayBeUsedAsCoroutine(site.insn())) {
            code.callStatic(RuntimeAbi.UNBOXED);
        }
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

    /**
     * Gives what follows a line. It begins at an instruction that is never reached: a breakpoint in that line stops where
     * the line begins, and must not stop here a second time.
     */
    final void line(int line, FrameNode stackMap) {
        if (line > 0) {
            LabelNode start = new LabelNode();
            code.add(start).add(new LineNumberNode(line, start)).add(stackMap).insn(Opcodes.NOP);
        }
    }

    /** Behind the body: with the callee's frame on top of the stack, from each state of an exit to the spilling. */
    private void suspend(StateGroup group, StateGroup.Exit exit) {
        line(exit.line(), stackMaps().withOutcome(group.saved()));
        LabelNode shared = new LabelNode();
        for (State state : exit.states()) {
            behind(suspend.of(state), state);
            code.add(stackMaps().withOutcome(group.saved()));
            code.push(state.number());
            if (state != exit.last()) {
                code.jump(Opcodes.GOTO, shared);
            }
        }
        if (exit.states().size() > 1) {
            code.add(shared);
            code.add(stackMaps().at(group.saved(), List.of(), OBJECT.getInternalName(), Opcodes.INTEGER));
        }
        if (SuspendMethod.canBeCalled(plan, group.saved())) {
            pushFrame();
            for (Saved.Local local : SuspendMethod.passed(group.saved())) {
                code.load(Objects.requireNonNull(local.type()), local.index());
            }
            code.add(SuspendMethod.call(plan, group));
        } else {
            suspendInPlace(group);
        }
        code.insn(Opcodes.ARETURN);
    }

    /** More values than a method can have parameters, or types of them than its descriptor can name. */
    private void suspendInPlace(StateGroup group) {
        code.store(Type.INT_TYPE, stateLocal()).storeRef(callee());
        int next = scratch();
        int[] operands = new int[group.saved().operands().size()];
        for (int operand = operands.length - 1; operand >= 0; operand--) {
            Type type = group.saved().operands().get(operand).type();
            operands[operand] = next;
            code.store(type == null ? OBJECT : type, next);
            next += type == null ? 1 : type.getSize();
        }
        obtainFrame();
        new Spilling(code, plan.frameClass(), frameLocal)
                .clear(group.stale())
                .operands(group.saved(), operand -> operands[operand])
                .locals(group.saved(), local -> local)
                .suspend(callee(), stateLocal());
    }

    /** {@code this} is in scope throughout, in the code around the body as well. */
    private void declare(List<Scope> scopes) {
        LabelNode first = new LabelNode();
        LabelNode last = new LabelNode();
        output.instructions.insert(first);
        output.instructions.add(last);
        List<LocalVariableNode> variables = new ArrayList<>();
        for (Scope scope : scopes) {
            LocalVariableNode variable = scope.variable();
            boolean everywhere = scope.isThis(facts.method()) && (output.access & Opcodes.ACC_STATIC) == 0;
            variables.add(new LocalVariableNode(
                    variable.name,
                    variable.desc,
                    variable.signature,
                    everywhere ? first : ends.get(scope.from()),
                    everywhere ? last : ends.get(scope.to()),
                    variable.index));
        }
        output.localVariables = Scope.withoutRepetition(variables, output.instructions);
    }
}
