package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A {@code ThreadLocal} that is set before an await and read after it, without being set again on the way. */
record ThreadLocalAcrossAwait(int line, int setAt, Labels labels) implements Finding {
    private static final String THREAD_LOCAL = "java/lang/ThreadLocal";

    static void check(AsyncCode code, Consumer<Finding> found) {
        List<Access> accesses = accesses(code);
        for (Access set : accesses) {
            if (set.name().equals("set")) {
                BitSet ends = new BitSet();
                accesses.stream()
                        .filter(other -> !other.name().equals("get") && other.isOf(set))
                        .forEach(other -> ends.set(other.index()));
                List<Site.Suspension> awaits = awaitsAfter(set, ends::get, code);
                BitSet after = after(awaits, ends::get, code.facts());
                accesses.stream()
                        .filter(get -> get.name().equals("get") && get.isOf(set) && after.get(get.index()))
                        .forEach(get -> found.accept(new ThreadLocalAcrossAwait(
                                Lines.at(get.call()),
                                Lines.at(set.call()),
                                labels(set, between(awaits, get, ends::get, code.facts())))));
            }
        }
    }

    private static Labels labels(Access set, Stream<Site.Suspension> between) {
        Stream<Label> meanwhile = between.map(await -> Shown.suspension(await, "other tasks run meanwhile"));
        return Labels.of(Stream.concat(Stream.of(Shown.call(set.call(), "set here")), meanwhile)
                .toList());
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
                    accesses.add(new Access(call, code.facts().indexOf(call), which));
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

    private static List<Site.Suspension> awaitsAfter(Access set, IntPredicate ends, AsyncCode code) {
        BitSet after = code.facts().flow().afterWithExceptions(set.index(), ends);
        return code.suspensions().stream()
                .filter(site -> after.get(code.facts().indexOf(site.insn())))
                .toList();
    }

    private static BitSet after(List<Site.Suspension> awaits, IntPredicate ends, MethodFacts facts) {
        BitSet indices = new BitSet();
        awaits.forEach(site -> indices.set(facts.indexOf(site.insn())));
        return facts.flow().afterAnyWithExceptions(indices, ends);
    }

    /** The first of the suspension points that the access follows. */
    private static Stream<Site.Suspension> between(
            List<Site.Suspension> awaits, Access get, IntPredicate ends, MethodFacts facts) {
        return awaits.stream()
                .filter(site -> after(List.of(site), ends, facts).get(get.index()))
                .limit(1);
    }

    private record Access(MethodInsnNode call, int index, Object which) {
        String name() {
            return call.name;
        }

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
