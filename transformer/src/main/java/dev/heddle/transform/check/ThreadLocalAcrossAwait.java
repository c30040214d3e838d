package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A {@code ThreadLocal} that is set before an await and read after it, without being set again on the way. */
record ThreadLocalAcrossAwait(int line, int setAt) implements Finding {
    private static final String THREAD_LOCAL = "java/lang/ThreadLocal";

    static void check(AsyncCode code, Consumer<Finding> found) {
        List<Access> accesses = accesses(code);
        MethodFacts facts = code.facts();
        for (Access set : accesses) {
            if (set.name().equals("set")) {
                BitSet ends = new BitSet();
                accesses.stream()
                        .filter(other -> !other.name().equals("get") && other.isOf(set))
                        .forEach(other -> ends.set(other.index()));
                BitSet after = afterAwait(set, ends::get, code);
                accesses.stream()
                        .filter(get -> get.name().equals("get") && get.isOf(set) && after.get(get.index()))
                        .forEach(get -> found.accept(
                                new ThreadLocalAcrossAwait(lineOf(get.index(), facts), lineOf(set.index(), facts))));
            }
        }
    }

    private static List<Access> accesses(AsyncCode code) {
        List<Access> accesses = new ArrayList<>();
        for (AbstractInsnNode insn : code.facts().method().instructions) {
            if (insn instanceof MethodInsnNode call
                    && code.facts().types()[code.facts().indexOf(insn)] != null
                    && Set.of("get", "set", "remove").contains(call.name)
                    && code.hierarchy().isSubtype(call.owner, THREAD_LOCAL)) {
                Object which = which(code.originsOf(call, Type.getArgumentTypes(call.desc).length));
                if (which != null) {
                    accesses.add(new Access(code.facts().indexOf(call), call.name, which));
                }
            }
        }
        return accesses;
    }

    /** By the field that holds it, or else by what made it; null if there are several. */
    private static @Nullable Object which(Set<AbstractInsnNode> origins) {
        if (origins.size() != 1) {
            return null;
        }
        AbstractInsnNode origin = origins.iterator().next();
        return origin instanceof FieldInsnNode field ? field.owner + "." + field.name : origin;
    }

    private static BitSet afterAwait(Access set, IntPredicate ends, AsyncCode code) {
        MethodFacts facts = code.facts();
        BitSet afterSet = facts.flow().afterWithExceptions(set.index(), ends);
        BitSet awaits = new BitSet();
        code.suspensions().forEach(site -> awaits.set(facts.indexOf(site.insn())));
        awaits.and(afterSet);
        return facts.flow().afterAnyWithExceptions(awaits, ends);
    }

    private static int lineOf(int index, MethodFacts facts) {
        return Lines.at(facts.method().instructions.get(index));
    }

    private record Access(int index, String name, Object which) {
        boolean isOf(Access other) {
            return which.equals(other.which);
        }
    }

    @Override
    public Rule rule() {
        return Rule.THREAD_LOCAL_ACROSS_AWAIT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`get` of a `ThreadLocal` that was set in line " + setAt + ", before an `await`",
                "while this task waits, other tasks on the same thread see the value and may set another one; outside of"
                        + " a loop, the method goes on at another thread",
                "keep the value in a variable; `ThreadContext` takes what libraries keep in thread locals along with"
                        + " tasks");
    }
}
