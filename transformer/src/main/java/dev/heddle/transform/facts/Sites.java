package dev.heddle.transform.facts;

import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/** Finds the sites of one async method, in code order. */
final class Sites {
    private final MethodNode method;
    private final InsnList code;
    private final ControlFlow flow;
    private final @Nullable Frame<BasicValue>[] types;
    private final CallLinkage linkage;
    private final Hierarchy hierarchy;
    private final AsyncReturn result;

    private Sites(
            MethodNode method,
            ControlFlow flow,
            @Nullable Frame<BasicValue>[] types,
            CallLinkage linkage,
            Hierarchy hierarchy,
            AsyncReturn result) {
        this.method = method;
        this.code = method.instructions;
        this.flow = flow;
        this.types = types;
        this.linkage = linkage;
        this.hierarchy = hierarchy;
        this.result = result;
    }

    static List<Site> of(
            MethodNode method,
            ControlFlow flow,
            @Nullable Frame<BasicValue>[] types,
            CallLinkage linkage,
            Hierarchy hierarchy,
            AsyncReturn result) {
        return new Sites(method, flow, types, linkage, hierarchy, result).find();
    }

    private List<Site> find() {
        List<Site> sites = new ArrayList<>();
        Closings closings = new Closings(method, flow);
        for (int index = 0; index < code.size(); index++) {
            if (types[index] != null) {
                AbstractInsnNode insn = code.get(index);
                if (AsyncMethods.isAwait(insn)) {
                    sites.add(new Site.Await(insn, awaited((MethodInsnNode) insn)));
                } else if (AsyncMethods.isAwaitedClose(insn, hierarchy)) {
                    sites.add(new Site.Close(insn, new Awaited.Closing(closings.ending(index))));
                } else if (AsyncMethods.isEmit(insn)) {
                    sites.add(new Site.Emit(insn, new Awaited.Demand()));
                } else if (insn.getOpcode() == Opcodes.ARETURN && result != AsyncReturn.STREAM) {
                    sites.add(exit(insn, index));
                }
            }
        }
        return sites;
    }

    private Awaited awaited(MethodInsnNode await) {
        if (await.name.equals(Names.JOIN)) {
            return new Awaited.Value(Awaited.Kind.JOINED_STAGE, Awaited.Detour.NO_COROUTINE);
        }
        Awaited.Kind kind = switch (Type.getArgumentTypes(await.desc)[0].getInternalName()) {
            case Names.COROUTINE -> Awaited.Kind.COROUTINE;
            case Names.COMPLETION_STAGE -> Awaited.Kind.STAGE;
            default -> Awaited.Kind.AWAITABLE;
        };
        return kind == Awaited.Kind.COROUTINE
                ? fusedOr(await, kind)
                : new Awaited.Value(kind, Awaited.Detour.NO_COROUTINE);
    }

    private Awaited fusedOr(AbstractInsnNode consumer, Awaited.Kind kind) {
        AbstractInsnNode producer = producer(consumer);
        Frame<BasicValue> before = producer == null ? null : types[code.indexOf(producer)];
        if (!(producer instanceof MethodInsnNode call) || before == null) {
            return new Awaited.Value(kind, Awaited.Detour.NO_CALL);
        }
        Awaited.Route route = linkage.of(call, before);
        if (route instanceof Awaited.Detour detour) {
            return new Awaited.Value(kind, detour);
        }
        return sameHandlers(call, consumer)
                ? new Awaited.FusedCall(call, (Awaited.Linkage) route)
                : new Awaited.Value(kind, Awaited.Detour.OTHER_HANDLERS);
    }

    /** Fusing moves the callee's exceptions from the await to the call, which must make no difference. */
    private boolean sameHandlers(AbstractInsnNode call, AbstractInsnNode consumer) {
        return flow.handlersOf(code.indexOf(call)).equals(flow.handlersOf(code.indexOf(consumer)));
    }

    private Site exit(AbstractInsnNode insn, int index) {
        if (producer(insn) instanceof MethodInsnNode maker && makesResult(maker)) {
            return new Site.Result(insn, maker);
        }
        Awaited awaited = result == AsyncReturn.FUTURE
                ? new Awaited.Value(Awaited.Kind.STAGE, Awaited.Detour.NO_COROUTINE)
                : fusedOr(insn, mayBeResult(index) ? Awaited.Kind.RETURNED : Awaited.Kind.COROUTINE);
        return flow.handlersOf(index).isEmpty()
                ? new Site.TailAwait(insn, awaited)
                : new Site.AwaitedReturn(insn, awaited);
    }

    /** The compiler returns nothing but coroutines; an object that is not known to be one may be a forwarded result. */
    private boolean mayBeResult(int index) {
        Frame<BasicValue> before = Objects.requireNonNull(types[index]);
        Type returned = before.getStack(before.getStackSize() - 1).getType();
        return Type.getObjectType("java/lang/Object").equals(returned);
    }

    private boolean makesResult(MethodInsnNode call) {
        if (call.getOpcode() != Opcodes.INVOKESTATIC) {
            return false;
        }
        return result == AsyncReturn.COROUTINE
                ? call.owner.equals(Names.COROUTINES) && call.name.equals(Names.DONE)
                : call.owner.equals(Names.COMPLETABLE_FUTURE) && call.name.equals("completedFuture")
                        || call.owner.equals(Names.COROUTINES) && call.name.equals(Names.COMPLETED);
    }

    /** The instruction right before, where control can come from nowhere else. */
    private static @Nullable AbstractInsnNode producer(AbstractInsnNode insn) {
        AbstractInsnNode before = insn.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            if (before instanceof FrameNode) {
                return null; // a merge: what is on the stack may have come another way
            }
            before = before.getPrevious();
        }
        return before;
    }
}
