package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** An async method in a class file that does not say which types meet at a jump. */
record NoStackMap(int line) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        if ((subject.owner().version & 0xFFFF) <= Opcodes.V1_6 && lacksStackMap(subject.method())) {
            found.accept(new NoStackMap(Lines.first(subject.method())));
        }
    }

    /** Java 6 may have stack maps, Java 7 must; code that does not branch needs none. */
    private static boolean lacksStackMap(MethodNode method) {
        boolean branches = !method.tryCatchBlocks.isEmpty();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode) {
                return false;
            }
            branches |= insn instanceof JumpInsnNode
                    || insn instanceof TableSwitchInsnNode
                    || insn instanceof LookupSwitchInsnNode;
        }
        return branches;
    }

    @Override
    public Rule rule() {
        return Rule.NO_STACK_MAP;
    }

    @Override
    public Wording wording() {
        return new Wording(
                "an `@Async` method in a class file without stack maps",
                "class files of Java 5 and older have none; which types meet at a jump is known from them alone",
                "compile the class for Java 7 or newer");
    }
}
