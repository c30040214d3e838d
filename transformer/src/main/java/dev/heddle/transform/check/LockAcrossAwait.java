package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.Hierarchy;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A suspension point between the taking and the release of a lock or permit for which threads wait. */
record LockAcrossAwait(int line, int lockedAt, Labels labels) implements Finding {
    /** What waits for a thread to let go; a try of one that gives up at once is no finding. */
    private static final Map<String, Set<String>> LOCKING = Map.of(
            "java/util/concurrent/locks/Lock", Set.of("lock", "lockInterruptibly"),
            "java/util/concurrent/locks/StampedLock",
                    Set.of("readLock", "writeLock", "readLockInterruptibly", "writeLockInterruptibly"),
            "java/util/concurrent/Semaphore", Set.of("acquire", "acquireUninterruptibly"));

    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        for (AbstractInsnNode insn : facts.method().instructions) {
            if (insn instanceof MethodInsnNode call && isLock(call, code.hierarchy())) {
                BitSet held = heldFrom(facts.indexOf(call), facts);
                for (Site.Suspension site : code.suspensions()) {
                    if (held.get(facts.indexOf(site.insn()))) {
                        found.accept(new LockAcrossAwait(Lines.at(site.insn()), Lines.at(call), labels(call, facts)));
                    }
                }
            }
        }
    }

    private static boolean isLock(MethodInsnNode call, Hierarchy hierarchy) {
        return LOCKING.entrySet().stream()
                .anyMatch(
                        type -> type.getValue().contains(call.name) && hierarchy.isSubtype(call.owner, type.getKey()));
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

    /** What has arguments has these on top of the lock. */
    private static Labels labels(MethodInsnNode call, MethodFacts facts) {
        String lock = call.desc.startsWith("()") ? Shown.operand(call, facts) : null;
        return new Labels(
                lock == null ? null : "would suspend while holding " + lock, List.of(Shown.call(call, "taken here")));
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
