package dev.heddle.transform.normalize;

import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.Site;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Spares the completed coroutine where {@code done(x)} is not returned at once but kept over a {@code finally}, the closing of a
 * resource, or the other branch of a condition:
 *
 * <pre>{@code
 * Coroutine<T> r = done(x);         Object r = Awaits.kept(x);
 * ... finally ...             =>    ... finally ...
 * return r;                         return Awaits.returned(r);   // r is a result, or a coroutine to await
 * }</pre>
 *
 * Done for a method only if what {@code done} makes is copied, merged and returned there and nothing else, which a forward data
 * flow over the copies tells. A result that is null is kept as something else, since null in the place of a coroutine is a
 * mistake in the program.
 */
public final class ForwardedResults {
    private final MethodFacts facts;
    private final MethodNode method;
    private final Set<AbstractInsnNode> makers;

    private ForwardedResults(MethodFacts facts, Set<AbstractInsnNode> makers) {
        this.facts = facts;
        this.method = facts.method();
        this.makers = makers;
    }

    /**
     * Rewrites the method in place where it helps.
     *
     * @return whether the method was changed, so that its facts have to be found again
     */
    public static boolean apply(MethodFacts facts) {
        Set<AbstractInsnNode> makers = makersNotReturnedAtOnce(facts);
        return facts.result() == AsyncReturn.COROUTINE
                && !makers.isEmpty()
                && new ForwardedResults(facts, makers).rewrite();
    }

    private static Set<AbstractInsnNode> makersNotReturnedAtOnce(MethodFacts facts) {
        Set<AbstractInsnNode> makers = new HashSet<>();
        for (AbstractInsnNode insn : facts.method().instructions) {
            if (insn instanceof MethodInsnNode call
                    && call.owner.equals(Names.COROUTINES)
                    && call.name.equals(Names.DONE)) {
                makers.add(insn);
            }
        }
        for (Site site : facts.sites()) {
            if (site instanceof Site.Result result) {
                makers.remove(result.maker());
            }
        }
        return makers;
    }

    private boolean rewrite() {
        Copies copies = new Copies(makers);
        @Nullable Frame<BasicValue>[] flow;
        try {
            flow = new Analyzer<>(copies).analyze(facts.owner().name, method);
        } catch (AnalyzerException unanalysable) {
            return false; // types have been found by another way; only the saving is lost
        }
        if (copies.usedOtherwise) {
            return false;
        }
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            Frame<BasicValue> before = flow[method.instructions.indexOf(insn)];
            if (insn instanceof FrameNode map && before != null) {
                retype(map, before);
            }
        }
        for (AbstractInsnNode maker : makers) {
            replace((MethodInsnNode) maker);
        }
        return true;
    }

    private void replace(MethodInsnNode maker) {
        if (Type.getArgumentTypes(maker.desc).length == 0) {
            method.instructions.insertBefore(maker, new InsnNode(Opcodes.ACONST_NULL));
        }
        RuntimeAbi.Member kept = RuntimeAbi.KEPT;
        method.instructions.set(
                maker, new MethodInsnNode(Opcodes.INVOKESTATIC, kept.owner(), kept.name(), kept.descriptor(), false));
    }

    private static void retype(FrameNode map, Frame<BasicValue> flow) {
        List<Object> locals = new ArrayList<>(map.local);
        int index = 0;
        for (int i = 0; i < locals.size(); i++) {
            if (Copies.isResult(flow.getLocal(index))) {
                locals.set(i, "java/lang/Object");
            }
            boolean wide = locals.get(i) == Opcodes.LONG || locals.get(i) == Opcodes.DOUBLE;
            index += wide ? 2 : 1;
        }
        List<Object> stack = new ArrayList<>(map.stack);
        for (int i = 0; i < stack.size(); i++) {
            if (Copies.isResult(flow.getStack(i))) {
                stack.set(i, "java/lang/Object");
            }
        }
        map.local = locals;
        map.stack = stack;
    }

    /** Follows what {@code done} makes through copies and merges, and notices any other use. */
    private static final class Copies extends BasicInterpreter {
        /** Comes, on some way, from one of the makers. */
        private static final BasicValue RESULT = new BasicValue(Type.getObjectType(Names.COROUTINE));

        private final Set<AbstractInsnNode> makers;
        boolean usedOtherwise;

        Copies(Set<AbstractInsnNode> makers) {
            super(Opcodes.ASM9);
            this.makers = makers;
        }

        @Override
        public @Nullable BasicValue unaryOperation(AbstractInsnNode insn, BasicValue value) throws AnalyzerException {
            note(insn.getOpcode() == Opcodes.ARETURN && value == RESULT ? BasicValue.REFERENCE_VALUE : value);
            return super.unaryOperation(insn, value);
        }

        @Override
        public @Nullable BasicValue binaryOperation(AbstractInsnNode insn, BasicValue first, BasicValue second)
                throws AnalyzerException {
            note(first);
            note(second);
            return super.binaryOperation(insn, first, second);
        }

        @Override
        public @Nullable BasicValue ternaryOperation(
                AbstractInsnNode insn, BasicValue first, BasicValue second, BasicValue third) throws AnalyzerException {
            note(third);
            return super.ternaryOperation(insn, first, second, third);
        }

        @Override
        public @Nullable BasicValue naryOperation(AbstractInsnNode insn, List<? extends BasicValue> values)
                throws AnalyzerException {
            values.forEach(this::note);
            return makers.contains(insn) ? RESULT : super.naryOperation(insn, values);
        }

        @Override
        public BasicValue merge(BasicValue first, BasicValue second) {
            if (!first.isReference() || !second.isReference()) {
                return super.merge(first, second);
            }
            return isResult(first) || isResult(second) ? RESULT : super.merge(first, second);
        }

        static boolean isResult(BasicValue value) {
            return value == RESULT;
        }

        private void note(BasicValue value) {
            usedOtherwise |= isResult(value);
        }
    }
}
