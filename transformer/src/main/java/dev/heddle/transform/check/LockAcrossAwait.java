package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.Hierarchy;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A suspension point between the taking and the release of a lock or permit for which threads wait. */
record LockAcrossAwait(int line, int lockedAt) implements Finding {
    /** What waits for a thread to let go; a try of one that gives up at once is no finding. */
    private static final Map<String, Set<String>> LOCKING = Map.of(
            "java/util/concurrent/locks/Lock", Set.of("lock", "lockInterruptibly"),
            "java/util/concurrent/locks/StampedLock",
                    Set.of("readLock", "writeLock", "readLockInterruptibly", "writeLockInterruptibly"),
            "java/util/concurrent/Semaphore", Set.of("acquire", "acquireUninterruptibly"));

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
                && LOCKING.entrySet().stream()
                        .anyMatch(type ->
                                type.getValue().contains(call.name) && hierarchy.isSubtype(call.owner, type.getKey()));
    }

    /** Any call of such a name is taken for the one that belongs to it. */
    private static boolean isUnlock(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call && (call.name.startsWith("unlock") || call.name.equals("release"));
    }

    private static BitSet heldFrom(int lock, MethodFacts facts) {
        return facts.flow()
                .afterWithExceptions(
                        lock, index -> isUnlock(facts.method().instructions.get(index)));
    }

    @Override
    public Rule rule() {
        return Rule.LOCK_ACROSS_AWAIT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`await` while holding the lock taken in line " + lockedAt,
                "another task on the same thread enters while this one waits, or blocks the loop for ever where the lock is"
                        + " not reentrant; one on another thread blocks its loop",
                "`unlock()` before the `await`; state that only tasks of one loop touch needs no lock");
    }
}
