package dev.heddle.transform.emit;

import dev.heddle.transform.parse.TextLength;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.Saved;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The cold code of one group of states: it makes the frame at the first suspension, spills, and links.
 *
 * <pre>{@code
 * private static Object buy$suspend1(StringBuilder operand, Object callee, int state, Store$buy$Coroutine frame, int price) {
 *     if (frame == null) frame = new Store$buy$Coroutine();
 *     else frame.a1 = null;                                     // what is stale in these states
 *     if (frame.a0 != operand) frame.a0 = operand;
 *     frame.i0 = price;
 *     return Awaits.suspend(callee, frame, state);
 * }
 * }</pre>
 *
 * The parameters come in the order in which the values are on the stack or can be pushed onto it. Both bodies call it, so
 * that it is there once, and they stay small enough for the compiler of the virtual machine to inline them.
 */
final class SuspendMethod {
    /** JVMS §4.3.3 */
    private static final int MOST_PARAMETER_SLOTS = 255;

    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final AsyncPlan plan;
    private final StateGroup group;
    private final List<Type> parameters;
    private final Map<Integer, Integer> parameterOfLocal = new HashMap<>();

    private SuspendMethod(AsyncPlan plan, StateGroup group) {
        this.plan = plan;
        this.group = group;
        this.parameters = parameters(plan, group.saved());
        int index = frame() + 1;
        for (Saved.Local local : passed(group.saved())) {
            parameterOfLocal.put(local.index(), index);
            index += Objects.requireNonNull(local.type()).getSize();
        }
    }

    /** The method of each group that can have one. */
    static List<MethodNode> of(AsyncPlan plan, List<StateGroup> groups) {
        return groups.stream()
                .filter(group -> canBeCalled(plan, group.saved()))
                .map(group -> new SuspendMethod(plan, group).emit())
                .toList();
    }

    /** Whether what is saved can be passed as arguments of one call: neither their number nor their types are too much. */
    static boolean canBeCalled(AsyncPlan plan, Saved saved) {
        List<Type> parameters = parameters(plan, saved);
        int slots = parameters.stream().mapToInt(Type::getSize).sum();
        return slots <= MOST_PARAMETER_SLOTS && TextLength.fits(descriptor(parameters));
    }

    /** The locals that are passed, in this order: those that are not known to be null. */
    static List<Saved.Local> passed(Saved saved) {
        return saved.locals().stream().filter(local -> local.type() != null).toList();
    }

    /** The call, with all arguments on the stack. */
    static MethodInsnNode call(AsyncPlan plan, StateGroup group) {
        ClassNode owner = plan.facts().owner();
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                owner.name,
                name(plan, group),
                descriptor(parameters(plan, group.saved())),
                (owner.access & Opcodes.ACC_INTERFACE) != 0);
    }

    private static String name(AsyncPlan plan, StateGroup group) {
        return plan.facts().method().name + "$suspend" + group.first().number();
    }

    private static String descriptor(List<Type> parameters) {
        return Type.getMethodDescriptor(OBJECT, parameters.toArray(Type[]::new));
    }

    private static List<Type> parameters(AsyncPlan plan, Saved saved) {
        List<Type> types = new ArrayList<>();
        saved.operands().forEach(operand -> types.add(type(operand)));
        types.add(OBJECT);
        types.add(Type.INT_TYPE);
        types.add(Type.getObjectType(plan.frameClass()));
        passed(saved).forEach(local -> types.add(local.type()));
        return types;
    }

    /** An operand that is known to be null is on the stack, too. */
    private static Type type(Saved.Operand operand) {
        return operand.type() == null ? OBJECT : operand.type();
    }

    private int operand(int number) {
        return parameters.subList(0, number).stream().mapToInt(Type::getSize).sum();
    }

    private int callee() {
        return operand(group.saved().operands().size());
    }

    private int state() {
        return callee() + 1;
    }

    private int frame() {
        return callee() + 2;
    }

    private MethodNode emit() {
        MethodNode method = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                name(plan, group),
                descriptor(parameters),
                null,
                null);
        Code code = new Code(method.instructions);
        LabelNode reuse = new LabelNode();
        LabelNode spill = new LabelNode();
        Spilling spilling = new Spilling(code, plan.frameClass(), frame());
        code.loadRef(frame()).jump(Opcodes.IFNONNULL, reuse);
        code.construct(plan.frameClass()).storeRef(frame());
        if (!group.stale().isEmpty()) {
            code.jump(Opcodes.GOTO, spill).add(reuse).add(stackMap());
            spilling.clear(group.stale());
            code.add(spill).add(stackMap());
        } else {
            code.add(reuse).add(stackMap());
        }
        spilling.sparing(this::stackMap)
                .operands(group.saved(), this::operand)
                .locals(group.saved(), local -> Objects.requireNonNull(parameterOfLocal.get(local)))
                .suspend(callee(), state());
        code.insn(Opcodes.ARETURN);
        return method;
    }

    private FrameNode stackMap() {
        Object[] locals = parameters.stream().map(StackMaps::verificationType).toArray();
        return new FrameNode(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
    }
}
