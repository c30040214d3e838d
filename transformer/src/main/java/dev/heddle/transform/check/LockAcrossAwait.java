package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.Hierarchy;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** A suspension point between {@code lock()} and {@code unlock()} of a lock that belongs to a thread. */
record LockAcrossAwait(int line, int lockedAt) implements Finding {
    private static final String LOCK = "java/util/concurrent/locks/Lock";
    private static final Set<String> LOCKING = Set.of("lock", "lockInterruptibly");

    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        BitSet locks = new BitSet();
        for (AbstractInsnNode insn : facts.method().instructions) {
            if (isLock(insn, code.hierarchy())) {
                locks.set(facts.indexOf(insn));
            }
        }
        for (int lock = locks.nextSetBit(0); lock >= 0; lock = locks.nextSetBit(lock + 1)) {
            BitSet held = heldFrom(lock, facts);
            for (Site site : facts.sites()) {
                if (site instanceof Site.Suspension && held.get(facts.indexOf(site.insn()))) {
                    found.accept(new LockAcrossAwait(
                            Lines.at(site.insn()),
                            Lines.at(facts.method().instructions.get(lock))));
                }
            }
        }
    }

    private static boolean isLock(AbstractInsnNode insn, Hierarchy hierarchy) {
        return insn instanceof MethodInsnNode call
                && LOCKING.contains(call.name)
                && call.desc.equals("()V")
                && hierarchy.isSubtype(call.owner, LOCK);
    }

    /** Any {@code unlock()} is taken for the one that belongs to it. */
    private static boolean isUnlock(@Nullable AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && call.name.equals("unlock") && call.desc.equals("()V");
    }

    private static BitSet heldFrom(int lock, MethodFacts facts) {
        BitSet held = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(facts.flow().successors(lock));
        while (!work.isEmpty()) {
            int index = work.pop();
            if (!held.get(index) && !isUnlock(facts.method().instructions.get(index))) {
                held.set(index);
                work.addAll(facts.flow().successors(index));
                for (TryCatchBlockNode block : facts.flow().handlersOf(index)) {
                    work.add(facts.indexOf(block.handler));
                }
            }
        }
        return held;
    }

    @Override
    public Rule rule() {
        return Rule.LOCK_ACROSS_AWAIT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`await` while holding the lock taken in line " + lockedAt,
                "the lock belongs to a thread: another task on the same thread enters while this one waits, and one on"
                        + " another thread blocks its loop",
                "`unlock()` before the `await`; state that only tasks of one loop touch needs no lock");
    }
}
