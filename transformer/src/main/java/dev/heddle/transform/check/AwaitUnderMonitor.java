package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.Labels.Label;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.objectweb.asm.tree.AbstractInsnNode;

/** A suspension point inside a {@code synchronized} block. */
record AwaitUnderMonitor(int line, String word, Labels labels) implements Finding {
    static final String REASON =
            "a monitor belongs to a thread, not to a task: while this task waits, another one on the"
                    + " same thread could enter";

    static void check(MethodFacts facts, Consumer<Finding> found) {
        for (Site site : facts.sites()) {
            List<AbstractInsnNode> held = facts.monitorsAt(site.insn());
            if (site instanceof Site.Suspension && !held.isEmpty()) {
                found.accept(new AwaitUnderMonitor(Lines.at(site.insn()), word(site), labels(held, facts)));
            }
        }
    }

    private static String word(Site site) {
        return site instanceof Site.Close ? "close()" : site instanceof Site.Emit ? "emit" : "await";
    }

    private static Labels labels(List<AbstractInsnNode> held, MethodFacts facts) {
        String names = held.stream()
                .map(taken -> Objects.requireNonNullElse(Shown.operand(taken, facts), "a monitor"))
                .collect(Collectors.joining(" and "));
        return new Labels(
                "would suspend while holding " + names,
                held.stream()
                        .map(taken -> new Label(Lines.at(taken), "synchronized", "taken here"))
                        .toList());
    }

    @Override
    public Rule rule() {
        return Rule.AWAIT_UNDER_MONITOR;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`" + word + "` while holding a monitor",
                REASON,
                "await before the `synchronized` block or after it; state that only tasks of one loop touch needs no"
                        + " lock");
    }
}
