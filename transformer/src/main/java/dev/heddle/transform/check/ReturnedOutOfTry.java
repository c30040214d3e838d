package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Names;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * {@code return other(x)} out of a {@code try}: what it returns is awaited behind its {@code catch} and {@code finally} blocks
 * and after its resources have been closed. That a {@code catch} does not see the exception of a future is no finding, since
 * the call that makes a future may throw as well.
 */
record ReturnedOutOfTry(int line, String call, Labels labels) implements Finding {
    private static final Set<String> RESULTS = Set.of(Names.DONE, Names.COMPLETED, Names.END);

    private static final Set<String> FUTURES = Set.of(Names.COMPLETABLE_FUTURE, Names.COMPLETION_STAGE);

    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        if (facts.method().tryCatchBlocks.isEmpty()) {
            return;
        }
        for (AbstractInsnNode insn : facts.method().instructions) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                for (AbstractInsnNode origin : code.originsOf(insn)) {
                    if (origin instanceof MethodInsnNode call && isPending(call)) {
                        List<TryCatchBlockNode> left = left(call, insn, facts);
                        if (!left.isEmpty()) {
                            found.accept(new ReturnedOutOfTry(Lines.at(call), call.name, labels(left)));
                        }
                    }
                }
            }
        }
    }

    /** Whether the call makes something of which more is to come: {@code done(x)} and its like have their result. */
    private static boolean isPending(MethodInsnNode call) {
        boolean hasResult = call.owner.equals(Names.COROUTINES) && RESULTS.contains(call.name)
                || FUTURES.contains(call.owner)
                        && call.getOpcode() == Opcodes.INVOKESTATIC
                        && (call.name.startsWith("completed") || call.name.startsWith("failed"));
        return !hasResult
                && Type.getReturnType(call.desc).getSort() == Type.OBJECT
                && AsyncMethods.returnOf(call.desc) != null;
    }

    /** The handlers that matter and cover the call and not the return. */
    private static List<TryCatchBlockNode> left(MethodInsnNode call, AbstractInsnNode exit, MethodFacts facts) {
        List<TryCatchBlockNode> kept = facts.flow().handlersOf(facts.indexOf(exit));
        boolean isCold = AsyncMethods.returnOf(call.desc) == AsyncReturn.COROUTINE;
        return facts.flow().handlersOf(facts.indexOf(call)).stream()
                .filter(block -> kept.stream().noneMatch(other -> other.handler == block.handler))
                .filter(block -> !releasesMonitor(block.handler))
                .filter(block -> isCold || block.type == null || closesResource(block.handler))
                .toList();
    }

    /** Beside each {@code catch}; other handlers have no line of their own. */
    private static Labels labels(List<TryCatchBlockNode> left) {
        return Labels.of(left.stream()
                .filter(block -> block.type != null && !closesResource(block.handler))
                .map(block -> new Label(Lines.ofHandler(block.handler), "catch", "does not see its exception"))
                .toList());
    }

    /** The handler of a try-with-resources ends by adding the exception of {@code close()} to that of the block. */
    private static boolean closesResource(LabelNode handler) {
        for (AbstractInsnNode insn = handler; insn != null; insn = insn.getNext()) {
            if (insn instanceof MethodInsnNode call && call.name.equals("addSuppressed")) {
                return true;
            }
            if (insn.getOpcode() == Opcodes.ATHROW || insn.getOpcode() == Opcodes.ARETURN) {
                return false;
            }
        }
        return false;
    }

    /** The handler of a {@code synchronized} block begins: store the exception, load the monitor, leave it. */
    private static boolean releasesMonitor(LabelNode handler) {
        int seen = 0;
        for (AbstractInsnNode insn = handler; insn != null && seen < 3; insn = insn.getNext()) {
            if (insn.getOpcode() == Opcodes.MONITOREXIT) {
                return true;
            }
            seen += insn.getOpcode() >= 0 ? 1 : 0;
        }
        return false;
    }

    @Override
    public Rule rule() {
        return Rule.RETURNED_OUT_OF_TRY;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "what `" + call + "` returns leaves the `try` without being awaited",
                "`finally` blocks run and resources are closed before its work is done, and no `catch` here sees its"
                        + " exception",
                "`return done(await(" + call + "(...)))`");
    }
}
