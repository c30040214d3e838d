package dev.heddle.transform.check;

import dev.heddle.transform.Labels;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.facts.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;

/** What was learnt of the current thread before an await, used after it. */
record ThreadAcrossAwait(int line, String name, String what, Labels labels) implements Finding {
    private static final String THREAD = "java/lang/Thread";

    private static final Map<String, String> ABOUT_THE_THREAD = Map.of(
            "currentThread", "the current thread",
            "interrupted", "whether the thread is interrupted",
            "isInterrupted", "whether the thread is interrupted");

    static void check(AsyncCode code, Consumer<Finding> found) {
        if (!asks(code.facts().method().instructions)) {
            return;
        }
        Set<String> told = new HashSet<>();
        for (Site.Suspension site : code.suspensions()) {
            for (Kept kept : Kept.at(site, code)) {
                if (mayBeAboutTheThread(kept.type())) {
                    kept.origins().stream()
                            .flatMap(origin -> question(origin).stream())
                            .findFirst()
                            .filter(question -> told.add(kept.name() + question.what()))
                            .ifPresent(question -> found.accept(new ThreadAcrossAwait(
                                    Lines.at(site.insn()),
                                    kept.name(),
                                    question.what(),
                                    Labels.of(List.of(Shown.call(question.call(), "asked here"))))));
                }
            }
        }
    }

    private static boolean asks(InsnList insns) {
        for (AbstractInsnNode insn : insns) {
            if (question(insn).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeAboutTheThread(Type type) {
        return type.getSort() == Type.INT || type.getDescriptor().equals("L" + THREAD + ";");
    }

    private static Optional<Question> question(AbstractInsnNode insn) {
        if (!(insn instanceof MethodInsnNode call) || !call.owner.equals(THREAD)) {
            return Optional.empty();
        }
        return Optional.ofNullable(ABOUT_THE_THREAD.get(call.name)).map(what -> new Question(call, what));
    }

    /** A call that tells something of the current thread. */
    private record Question(MethodInsnNode call, String what) {}

    @Override
    public Rule rule() {
        return Rule.THREAD_ACROSS_AWAIT;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "`await` while " + name + " is kept, which is " + what,
                "in a loop the thread is that of all tasks; outside of one, the method goes on at the thread that"
                        + " completes what it awaits",
                "ask after the `await`; to stop a task, cancel it");
    }
}
