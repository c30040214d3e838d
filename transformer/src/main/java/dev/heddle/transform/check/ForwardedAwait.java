package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.Awaited;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.AsyncReturn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** {@code return done(await(other(x)))}, which could be {@code return other(x)}: as the whole of a method, or at its end. */
record ForwardedAwait(int line, Rule rule, String call, Labels labels) implements Finding {
    static final Set<Rule> RULES = Set.of(Rule.ONLY_FORWARDS, Rule.TAIL_AWAIT_POSSIBLE);

    static void check(AsyncCode code, Consumer<Finding> found) {
        MethodFacts facts = code.facts();
        if (facts.result() != AsyncReturn.COROUTINE) {
            return;
        }
        for (Site site : facts.sites()) {
            if (site instanceof Site.Result result && result.hasValue() && isOutsideTry(site.insn(), facts)) {
                Set<AbstractInsnNode> origins = code.originsOf(result.maker());
                for (Site other : facts.sites()) {
                    if (other instanceof Site.Await await
                            && origins.equals(Set.of(await.insn()))
                            && isOutsideTry(await.insn(), facts)) {
                        report(await, result, code, found);
                    }
                }
            }
        }
    }

    private static void report(Site.Await await, Site.Result result, AsyncCode code, Consumer<Finding> found) {
        Set<AbstractInsnNode> awaited = code.originsOf(await.insn());
        if (isCoroutine(await.awaited())
                && awaited.size() == 1
                && awaited.iterator().next() instanceof MethodInsnNode call) {
            Rule rule = doesNothingElse(call, code.facts()) ? Rule.ONLY_FORWARDS : Rule.TAIL_AWAIT_POSSIBLE;
            int line = Lines.at(await.insn());
            Labels labels = Labels.of(Stream.of(Shown.call(result.maker(), "returned here"))
                    .filter(label -> label.line() != line)
                    .toList());
            found.accept(new ForwardedAwait(line, rule, call.name, labels));
        }
    }

    private static boolean isCoroutine(Awaited awaited) {
        return awaited instanceof Awaited.FusedCall
                || awaited instanceof Awaited.Value value && value.kind() == Awaited.Kind.COROUTINE;
    }

    private static boolean isOutsideTry(AbstractInsnNode insn, MethodFacts facts) {
        return facts.flow().handlersOf(facts.indexOf(insn)).isEmpty();
    }

    /** Whether the method consists of the call with plain arguments, {@code await}, {@code done} and {@code return}. */
    private static boolean doesNothingElse(MethodInsnNode call, MethodFacts facts) {
        List<AbstractInsnNode> others = new ArrayList<>();
        for (AbstractInsnNode insn : facts.method().instructions) {
            if (insn.getOpcode() >= 0 && insn.getOpcode() != Opcodes.CHECKCAST && !isPlain(insn)) {
                others.add(insn);
            }
        }
        return others.size() == 4
                && others.get(0) == call
                && others.get(1) instanceof MethodInsnNode // await
                && others.get(2) instanceof MethodInsnNode // done
                && others.get(3).getOpcode() == Opcodes.ARETURN;
    }

    private static boolean isPlain(AbstractInsnNode insn) {
        return insn instanceof VarInsnNode
                || insn instanceof FieldInsnNode field
                        && (field.getOpcode() == Opcodes.GETFIELD || field.getOpcode() == Opcodes.GETSTATIC)
                || insn instanceof LdcInsnNode
                || insn.getOpcode() <= Opcodes.SIPUSH;
    }

    @Override
    public Wording wording() {
        return new Wording(
                rule == Rule.ONLY_FORWARDS
                        ? "the method only awaits what `" + call + "` returns"
                        : "what `" + call + "` returns is awaited to be returned",
                "a call that is handed on needs no frame while it waits",
                "`return " + call + "(...)`");
    }
}
