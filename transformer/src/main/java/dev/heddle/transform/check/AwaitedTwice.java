package dev.heddle.transform.check;

import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A second {@code await} of the coroutine that one call made. */
record AwaitedTwice(int line, String call, int firstLine) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        List<Use> uses = new ArrayList<>();
        for (Site site : facts.sites()) {
            if (site instanceof Site.Await await
                    && await.awaited() instanceof Awaited.Value value
                    && value.kind() == Awaited.Kind.COROUTINE) {
                Set<AbstractInsnNode> origins = code.originsOf(site.insn());
                if (origins.size() == 1 && origins.iterator().next() instanceof MethodInsnNode maker) {
                    uses.add(new Use(facts.indexOf(site.insn()), maker));
                }
            }
        }
        for (Use first : uses) {
            BitSet after = reachable(first, facts);
            for (Use second : uses) {
                if (second.maker() == first.maker() && after.get(second.index())) {
                    found.accept(new AwaitedTwice(line(second, facts), first.maker().name, line(first, facts)));
                }
            }
        }
    }

    /** Where control can come after an await without the coroutine being made anew. */
    private static BitSet reachable(Use from, MethodFacts facts) {
        BitSet seen = new BitSet();
        int maker = facts.indexOf(from.maker());
        Deque<Integer> work = new ArrayDeque<>(facts.flow().successors(from.index()));
        while (!work.isEmpty()) {
            int index = work.pop();
            if (index != maker && !seen.get(index)) {
                seen.set(index);
                work.addAll(facts.flow().successors(index));
            }
        }
        return seen;
    }

    private static int line(Use use, MethodFacts facts) {
        return Lines.at(facts.method().instructions.get(use.index()));
    }

    private record Use(int index, MethodInsnNode maker) {}

    @Override
    public Rule rule() {
        return Rule.AWAITED_TWICE;
    }

    @Override
    public Wording wording() {
        String again = line == firstLine ? "in each turn of a loop" : "again, after line " + firstLine;
        return new Wording(
                "the coroutine that `" + call + "` made is awaited " + again,
                "a coroutine is one activation of its method and runs once; the second `await` throws"
                        + " `IllegalStateException`",
                "keep the result, call the method again, or spawn a `Task`, which can be awaited any number of times");
    }
}
