package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A second {@code await} of the coroutine that one call made. */
record AwaitedTwice(int line, String call, int firstLine, Labels labels) implements Finding {
    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        List<Use> uses = new ArrayList<>();
        for (Site site : facts.sites()) {
            if (site instanceof Site.Await await
                    && await.awaited() instanceof Awaited.Value value
                    && value.kind() == Awaited.Kind.COROUTINE) {
                Set<AbstractInsnNode> origins = code.originsOf(site.insn());
                if (origins.size() == 1 && origins.iterator().next() instanceof MethodInsnNode maker) {
                    uses.add(new Use(await, facts.indexOf(site.insn()), maker));
                }
            }
        }
        Map<MethodInsnNode, List<Use>> byMaker =
                uses.stream().collect(Collectors.groupingBy(Use::maker, LinkedHashMap::new, Collectors.toList()));
        boolean hasLoops = !facts.flow().loopEntries().isEmpty();
        byMaker.values().stream()
                .filter(same -> same.size() > 1 || hasLoops)
                .forEach(same -> check(same, facts, found));
    }

    /** Of awaits of what one call made. */
    private static void check(List<Use> uses, MethodFacts facts, Consumer<Finding> found) {
        for (Use first : uses) {
            // the coroutine has not been made anew on the way
            int maker = facts.indexOf(first.maker());
            BitSet after = facts.flow().after(first.index(), index -> index == maker);
            for (Use second : uses) {
                if (after.get(second.index())) {
                    found.accept(new AwaitedTwice(
                            Lines.at(second.site().insn()),
                            first.maker().name,
                            Lines.at(first.site().insn()),
                            labels(first, second)));
                }
            }
        }
    }

    private static Labels labels(Use first, Use second) {
        List<Label> labels = new ArrayList<>();
        labels.add(Shown.call(first.maker(), "made here"));
        if (first.index() != second.index()) {
            labels.add(Shown.suspension(first.site(), "awaited here before"));
        }
        return Labels.of(labels);
    }

    private record Use(Site.Await site, int index, MethodInsnNode maker) {}

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
