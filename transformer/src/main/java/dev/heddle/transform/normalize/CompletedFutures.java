package dev.heddle.transform.normalize;

import dev.heddle.transform.emit.RuntimeAbi;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.parse.AsyncReturn;
import dev.heddle.transform.parse.FutureType;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.Names;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Makes the future of the right class where {@code completed(x)} stands for one of a subclass of {@code CompletableFuture}. The
 * class is the one to which the compiler casts what the generic call returns:
 *
 * <pre>{@code
 * (MyFuture) completed(x)   =>   (MyFuture) Awaits.completed(x, new MyFuture())
 * }</pre>
 */
final class CompletedFutures {
    private CompletedFutures() {}

    /**
     * Rewrites the method in place where it has to be.
     *
     * @return whether the method was changed, so that its facts have to be found again
     */
    static boolean apply(MethodFacts facts, Hierarchy hierarchy) {
        MethodNode method = facts.method();
        boolean changed = false;
        if (facts.result() == AsyncReturn.FUTURE) {
            for (AbstractInsnNode insn : method.instructions.toArray()) {
                if (isCompleted(insn)
                        && insn.getNext() instanceof TypeInsnNode cast
                        && cast.getOpcode() == Opcodes.CHECKCAST
                        && hierarchy.isSubtype(cast.desc, Names.COMPLETABLE_FUTURE)
                        && FutureType.canBeMade(cast.desc, facts.owner(), hierarchy)) {
                    method.instructions.insertBefore(insn, made(cast.desc));
                    method.instructions.set(insn, call(RuntimeAbi.COMPLETED));
                    changed = true;
                }
            }
        }
        method.maxStack += changed ? 2 : 0;
        return changed;
    }

    private static boolean isCompleted(AbstractInsnNode insn) {
        return insn instanceof MethodInsnNode call
                && call.owner.equals(Names.COROUTINES)
                && call.name.equals(Names.COMPLETED);
    }

    private static InsnList made(String future) {
        InsnList code = new InsnList();
        code.add(new TypeInsnNode(Opcodes.NEW, future));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, future, "<init>", "()V", false));
        return code;
    }

    private static MethodInsnNode call(RuntimeAbi.Member member) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, member.owner(), member.name(), member.descriptor(), false);
    }
}
